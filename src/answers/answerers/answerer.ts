import type { ChatChunk } from "../../models/chat.ts";
import type { Sentence } from "../../retrieval/sentence.ts";

/** A passage offered to an answerer, which cites it as `[number]` (from 1, in order of rank). */
export type NumberedPassage = {
  number: number;
  title: string | null;
  startMs: number;
  endMs: number;
  text: string;
  sentences: Sentence[];
  /** The place inside the passage that search found best. */
  focus: Sentence;
};

/** An earlier question of the session and its answer, oldest first. */
export type Turn = { question: string; answer: string };

export type AnswerInput = {
  question: string;
  passages: NumberedPassage[];
  history: Turn[];
  /** See `SearchResult.answerability`. */
  answerability: number;
};

/**
 * Writes answers from passages. Its text marks claims with the passages' numbers, `[n]`; who reads it resolves and
 * checks the markers. A `declined` chunk says that the text is a refusal: the passages do not answer.
 */
export type Answerer = {
  /** Name of the model, as clients see it. */
  name: string;
  /** The question as it stands alone, given what was said before: what to search for. */
  standaloneQuestion(question: string, history: Turn[], signal: AbortSignal): Promise<string>;
  answer(input: AnswerInput, signal: AbortSignal): AsyncIterable<AnswerChunk>;
};

/** `prompt`: what the model is being sent, as counted here; before all else. `declined`: see `Answerer`. */
export type AnswerChunk = ChatChunk | { type: "declined" } | { type: "prompt"; tokens: number };
