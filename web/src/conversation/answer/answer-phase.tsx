import { usePage } from "../../page.ts";
import type { AnswerView } from "../answer-view.ts";

/** What an answer is at, as long as it is not whole. */
export function AnswerPhaseLine({ view }: { view: AnswerView }) {
  const { line, socket } = usePage();
  if (view.phase.kind === "ended") return null;
  const isAway = !line.isOn.value || socket.state.value === "lost";
  if (isAway)
    return (
      <p class="answer__phase answer__phase--away">
        <span class="dot dot--lost" aria-hidden="true" />
        {line.isOn.value
          ? "The connection is lost. The server goes on writing, and the rest comes once you are back."
          : "You cut the connection. The server goes on writing: let it come back to see the rest."}
      </p>
    );
  const words = wordsOf(view);
  if (!words) return null;
  return (
    <p class="answer__phase">
      <span class="spinner" aria-hidden="true" /> {words}
    </p>
  );
}

function wordsOf({ phase }: AnswerView): string | undefined {
  switch (phase.kind) {
    case "starting":
      return "Looking through your videos…";
    case "queued":
      return phase.place === 1 ? "Next in line…" : `Waiting its turn: ${phase.place - 1} before it.`;
    case "waiting": {
      const titles = phase.titles.map((title) => title ?? "a video");
      return `Waiting for ${new Intl.ListFormat("en").format(titles)} to be read…`;
    }
    case "searching":
      return "Found the places. Writing…";
    case "interrupted":
      return "The process that wrote it has stopped. Another begins it again…";
    default:
      return undefined;
  }
}
