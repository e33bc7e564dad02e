import type { AnswerEvent, AnswerParts } from "./answer-view.ts";

/** An answer that has just begun, for tests. */
export const sampleAnswer = (changes: Partial<AnswerParts> = {}): AnswerParts => ({
  id: "1",
  question: "Where should I keep my tea?",
  videoIds: null,
  status: "RUNNING",
  text: "",
  markdown: "",
  citations: [],
  leftOut: [],
  confidence: null,
  followUps: [],
  wordsOnly: false,
  model: "extractive",
  failure: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  ...changes,
});

/** An event that adds text to it. */
export const delta = (cursor: string, offset: number, text: string): AnswerEvent => ({
  __typename: "AnswerDelta",
  cursor,
  offset,
  text,
});
