import { estimateTokens } from "./estimate-tokens.ts";

export type TokenEstimator = ReturnType<typeof createTokenEstimator>;

const MIN_FACTOR = 0.5;
const MAX_FACTOR = 2;
/** The weight of each report: ten reports make up nine tenths of a lasting difference. */
const LEARNING_RATE = 0.2;
const MIN_TOKENS_TO_LEARN_FROM = 200;

/**
 * Estimates tokens for one model, corrected by what its provider reports: models have other vocabularies, and a session
 * may be in a language that they read badly.
 */
export function createTokenEstimator() {
  let factor = 1;
  return {
    estimate: (text: string): number => Math.ceil(estimateTokens(text) * factor),
    /**
     * Learns from the tokens that the provider counted in a request of these texts. Requests of less than 200 tokens
     * teach nothing: what a provider puts around each message would count for too much.
     */
    learn(texts: string[], reported: number): void {
      const estimated = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
      if (estimated < MIN_TOKENS_TO_LEARN_FROM || !(reported > 0) || !Number.isFinite(reported)) return;
      // Bounds at each step: a provider that reports nonsense once is forgotten soon.
      const reportedFactor = Math.min(MAX_FACTOR, Math.max(MIN_FACTOR, reported / estimated));
      factor += (reportedFactor - factor) * LEARNING_RATE;
    },
    /** The number that estimates are multiplied by. */
    factor: () => factor,
  };
}
