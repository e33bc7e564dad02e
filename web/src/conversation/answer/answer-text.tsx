import type { AnswerView } from "../answer-view.ts";
import { CitationChip } from "./citation-chip.tsx";
import { splitAtMarkers } from "./marked-text.ts";

/** The words of an answer, with a chip for each citation. */
export function AnswerText({ view }: { view: AnswerView }) {
  if (!view.text) return null;
  const isRunning = view.phase.kind !== "ended";
  const lines = view.text.split("\n");
  return (
    <div class={isRunning ? "answer__text answer__text--running" : "answer__text"} dir="auto">
      {lines.map((line, index) =>
        line.trim() ? (
          <p key={index}>
            {splitAtMarkers(line, view.citations, { isRunning }).map((part, at) =>
              part.kind === "text" ? part.text : <CitationChip key={at} citation={part.citation} />,
            )}
          </p>
        ) : null,
      )}
    </div>
  );
}
