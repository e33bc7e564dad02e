import type { ChatUsage } from "../../models/chat.ts";
import type { VideoHit } from "../../videos/video.ts";

/** An earlier question of the session and its answer, oldest first. */
export type Turn = { question: string; answer: string };

export type AnswerInput = {
  question: string;
  /** Best first. The passage of each is cited as `[n]`, n its position from 1. */
  hits: VideoHit[];
  history: Turn[];
  /** See `SearchResult.answerability`. */
  answerability: number;
};

/** Counts the tokens of each request to a model: first by `countTokens`, and at its end as the provider counted. */
export type RequestCounter = {
  prompt(countTokens: () => number): void;
  usage(counted: ChatUsage): void;
};

export type AnswerOutput = RequestCounter & {
  text(text: string): void;
  /** The whole text is a refusal, since the passages do not answer. Called before the first text, if at all. */
  declined(): void;
};

/**
 * Writes answers from passages. The text marks claims with the passages' numbers, `[n]`, which the reader resolves and
 * checks. Rejects with the signal's reason when it is aborted.
 */
export type Answerer = {
  /** The name of the model, as clients see it. */
  name: string;
  /** The question reworded so that it stands without the history, to be searched for. */
  standaloneQuestion(
    question: string,
    history: Turn[],
    counter: RequestCounter,
    signal: AbortSignal,
  ): Promise<string>;
  generate(input: AnswerInput, output: AnswerOutput, signal: AbortSignal): Promise<void>;
};
