import type { Answer, AnswerStatus, Citation } from "../answer.ts";

/** A citation with the place its marker ends at, in UTF-16 code units from the start of the text. */
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

/** The log as the answer's row has it: whole once it has ended, else as of the last checkpoint. */
export const stateOf = (answer: Answer): AnswerState => ({
  attempt: answer.attempt,
  sourceIds: answer.sourceIds ?? null,
  text: answer.text,
  citations: answer.citations as PlacedCitation[],
  status: answer.status,
});

/** The beginning of an attempt. */
export const emptyState = (attempt: number): AnswerState => ({
  attempt,
  sourceIds: null,
  text: "",
  citations: [],
  status: "RUNNING",
});
