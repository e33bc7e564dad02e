import type { ChatUsage } from "../../models/chat.ts";
import type { TokenUsage } from "../answer.ts";

/**
 * Counts the tokens of a run, over all its requests to a model: as the provider reports them, else by an estimate, which
 * takes a millisecond or two and is made only at the end.
 */
export function createUsageMeter(countTokens: (text: string) => number) {
  const requests: { countPrompt: () => number; counted: ChatUsage | null }[] = [];
  return {
    prompt(countPrompt: () => number) {
      requests.push({ countPrompt, counted: null });
    },
    usage(counted: ChatUsage) {
      requests.at(-1)!.counted = counted;
    },
    /** The total; null where no model was asked. `text`: the text that the last request has generated. */
    read(text: string): TokenUsage | null {
      const last = requests.at(-1);
      if (!last) return null;
      const total = { promptTokens: 0, completionTokens: last.counted ? 0 : countTokens(text) };
      for (const { countPrompt, counted } of requests) {
        total.promptTokens += counted?.promptTokens ?? countPrompt();
        total.completionTokens += counted?.completionTokens ?? 0;
      }
      return { ...total, estimated: requests.some(({ counted }) => counted === null) };
    },
  };
}

export type UsageMeter = ReturnType<typeof createUsageMeter>;
