import type { AnswerView } from "../answer-view.ts";

export type Judgement = {
  kind: "plain" | "unsure" | "none" | "failed" | "stopped";
  /** Above the text, where the answer is not to be taken as it stands. */
  label: string | undefined;
  /** Below it. */
  notes: string[];
};

/** How an answer is to be taken, in words. */
export function judge(view: AnswerView): Judgement {
  const notes = notesOf(view);
  if (view.phase.kind !== "ended") return { kind: "plain", label: undefined, notes };
  switch (view.status) {
    case "FAILED": {
      const label = view.failure?.message ?? "The answer could not be written.";
      return { kind: "failed", label, notes };
    }
    case "CANCELLED":
      return { kind: "stopped", label: undefined, notes: ["Stopped here.", ...notes] };
    default:
      return { ...bySureness(view), notes };
  }
}

function bySureness({ confidence }: AnswerView): Pick<Judgement, "kind" | "label"> {
  switch (confidence) {
    case null:
    case "SURE":
      return { kind: "plain", label: undefined };
    case "NOT_FOUND":
      return { kind: "none", label: "Your videos do not answer this" };
    default:
      return { kind: "unsure", label: "Not sure. This is the nearest that is said" };
  }
}

function notesOf({ leftOut, wordsOnly, restarts, trouble, phase }: AnswerView): string[] {
  const titles = leftOut.map(({ title }) => title ?? "one video").join(", ");
  return [
    ...(trouble ? [trouble] : []),
    ...(titles ? [`Without ${titles}, which had not been read.`] : []),
    ...(wordsOnly ? ["Found by its words alone: what is said in other words may be missing."] : []),
    ...(restarts > 0 && phase.kind !== "ended"
      ? ["The server was interrupted, and began this answer again."]
      : []),
  ];
}
