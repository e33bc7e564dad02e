import type { ChatUsage } from "../models/chat.ts";

/** Counts the tokens of the requests to a model that an answer takes. */
export type RequestCounter = {
  /** Counts one more request, whose tokens are estimated by `countPrompt` where the provider does not count them. */
  request(countPrompt: () => number): RequestCount;
};

export type RequestCount = {
  /** Tells what the provider counted. */
  usage(counted: ChatUsage): void;
  /** Tells what the model has said, where that is not the answer's text. */
  reply(text: string): void;
};
