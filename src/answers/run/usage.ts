import type { TokenUsage } from "../answer.ts";

/** Counts what a run costs: as the provider says, or else, where a model was asked at all, by an estimate. */
export function createUsageMeter(countTokens: (text: string) => number) {
  let promptTokens: number | null = null;
  let reported: TokenUsage | null = null;
  return {
    prompt(tokens: number) {
      promptTokens = tokens;
    },
    report(counted: { promptTokens: number; completionTokens: number }) {
      reported = { ...counted, estimated: false };
    },
    /** null where no model was asked. */
    read(text: string): TokenUsage | null {
      if (reported || promptTokens === null) return reported;
      return { promptTokens, completionTokens: countTokens(text), estimated: true };
    },
  };
}

export type UsageMeter = ReturnType<typeof createUsageMeter>;
