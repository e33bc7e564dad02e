import type { AnswerStatus, Citation } from "../answer.ts";

/** A citation, and where its marker ends, in UTF-16 code units from the start of the text. */
export type PlacedCitation = Citation & { at: number };

/**
 * The log of an answer, as far as it goes: within one attempt every part only grows, so that a position in it is a
 * cursor, and what lies between two positions is what a reader has missed.
 */
export type AnswerState = {
  /** How many times generation has begun: 0 before the first time. */
  attempt: number;
  /** Passages retrieved, best first; null until they are. */
  sourceIds: string[] | null;
  text: string;
  citations: PlacedCitation[];
  status: AnswerStatus;
};

/** The beginning of an attempt. */
export const emptyState = (attempt: number): AnswerState => ({
  attempt,
  sourceIds: null,
  text: "",
  citations: [],
  status: "RUNNING",
});
