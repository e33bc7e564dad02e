import type { AnswerScope, AnswerStatus, AnswerWait, Citation, Resumption } from "../answer.ts";

/** A citation; `at` is where its marker ends, in UTF-16 code units from the start of the text. */
export type PlacedCitation = Citation & { at: number };

/**
 * The log of an answer as of some moment. Within one attempt every part only grows, so that a cursor is a position in it,
 * and a reader has missed what lies between two positions.
 */
export type AnswerState = {
  /** How many times generation has begun: 0 before the first time. */
  attempt: number;
  /** The attempts that its text was begun in, first to last; none where its attempt began it. */
  resumptions: Resumption[];
  /** What kind of question it was taken for. */
  scope: AnswerScope;
  /** What it waits for before it is written; null where it waits for nothing. */
  waiting: AnswerWait | null;
  /** Passages retrieved, best first; null until they are. */
  sourceIds: string[] | null;
  text: string;
  citations: PlacedCitation[];
  status: AnswerStatus;
  /** Whether the process that wrote it was lost or has stopped, and no other has begun it yet. */
  isInterrupted?: boolean;
};

/** The part of an answer that a run has written. */
export type Written = Pick<
  AnswerState,
  "attempt" | "resumptions" | "scope" | "text" | "citations" | "sourceIds"
>;

/** What an attempt goes on with, of the one before it. */
export type Kept = Pick<AnswerState, "resumptions" | "text" | "citations"> & { sourceIds: string[] };

/** The attempts that wrote what the text of a state begins with; none where its own began it. */
export function resumedFrom({ attempt, resumptions }: AnswerState): Resumption[] {
  // An older version of the program begins again, and leaves the resumptions of an earlier text.
  return resumptions.at(-1)?.attempt === attempt - 1 ? resumptions : [];
}

/** The state at the beginning of an attempt. */
export const emptyState = (attempt: number): AnswerState => ({
  attempt,
  resumptions: [],
  scope: "PASSAGES",
  waiting: null,
  sourceIds: null,
  text: "",
  citations: [],
  status: "RUNNING",
});
