import type { EmbeddingMeter } from "../../models/embeddings/embedding-model.ts";
import type { TokenEstimator } from "../../models/tokens/token-estimator.ts";
import type { DayBudget } from "./day-budget.ts";

type EmbeddingMeterOptions = {
  /** null: any number of tokens may be taken. */
  budget: DayBudget | null;
  tokens: TokenEstimator;
  /** Called with what a request took. */
  onUsed: (tokens: number) => void;
};

/** The most texts of a request for a question. Larger ones are for transcripts, which are found by their words without. */
const QUESTION_TEXTS = 8;

/**
 * Counts what requests to a provider's embedding model take, of the day's where these are limited. Requests that fail may have
 * cost what they were estimated to.
 */
export function createEmbeddingMeter({ budget, tokens, onUsed }: EmbeddingMeterOptions): EmbeddingMeter {
  return async (texts, request) => {
    const estimated = texts.reduce((sum, text) => sum + tokens.estimate(text), 0);
    const settle = await budget?.(estimated, { isOptional: texts.length > QUESTION_TEXTS });
    let used = estimated;
    try {
      const { response, reported } = await request();
      if (reported !== null) {
        used = reported;
        tokens.learn(texts, reported);
      }
      return response;
    } finally {
      onUsed(used);
      await settle?.(used);
    }
  };
}
