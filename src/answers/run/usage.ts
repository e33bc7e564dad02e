import type { ChatUsage } from "../../models/chat.ts";
import type { TokenUsage } from "../answer.ts";
import type { RequestCount } from "../request-counter.ts";

/**
 * Counts the tokens of a run, over all its requests to a model: as the provider reports them, else by an estimate, which
 * takes a millisecond or two and is made only at the end.
 */
export function createUsageMeter(countTokens: (text: string) => number) {
  const requests: CountedRequest[] = [];
  return {
    request(countPrompt: () => number): RequestCount {
      const request: CountedRequest = { countPrompt, counted: null, reply: null };
      requests.push(request);
      return {
        usage: (counted) => void (request.counted = counted),
        reply: (text) => void (request.reply = text),
      };
    },
    /** The total; null where no model was asked. `text`: the answer's. */
    read(text: string): TokenUsage | null {
      if (requests.length === 0) return null;
      const total = { promptTokens: 0, completionTokens: 0 };
      for (const { countPrompt, counted, reply } of requests) {
        total.promptTokens += counted?.promptTokens ?? countPrompt();
        total.completionTokens += counted?.completionTokens ?? countTokens(reply ?? text);
      }
      return { ...total, estimated: requests.some(({ counted }) => counted === null) };
    },
  };
}

type CountedRequest = {
  countPrompt: () => number;
  counted: ChatUsage | null;
  /** null where it is the answer's text. */
  reply: string | null;
};

export type UsageMeter = ReturnType<typeof createUsageMeter>;
