import type { ChatUsage } from "../../models/chat.ts";
import type { Sentence } from "../../captions/sentence.ts";

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

/** Is told of each request to a model: how to count what it is sent, and at its end what the provider counted. */
export type RequestCounter = {
  prompt(countTokens: () => number): void;
  usage(counted: ChatUsage): void;
};

export type AnswerOutput = RequestCounter & {
  text(text: string): void;
  /** The text, all of it, is a refusal: the passages do not answer. Called before the first text, if at all. */
  declined(): void;
};

/**
 * Writes answers from passages. Its text marks claims with the passages' numbers, `[n]`; who reads it resolves and
 * checks the markers. Rejects with the signal's reason when it is aborted.
 */
export type Answerer = {
  /** Name of the model, as clients see it. */
  name: string;
  /** The question as it stands alone, given what was said before: what to search for. */
  standaloneQuestion(
    question: string,
    history: Turn[],
    counter: RequestCounter,
    signal: AbortSignal,
  ): Promise<string>;
  answer(input: AnswerInput, output: AnswerOutput, signal: AbortSignal): Promise<void>;
};
