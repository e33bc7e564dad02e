import type { Weights } from "./weights.ts";

/** Written by `npm run fit`. `withVectors` is for questions that have a vector, `wordsOnly` for those that have none. */
export const FITTED: Record<"withVectors" | "wordsOnly", Weights> = {
  withVectors: {
    runs: {
      sentence: 1.5,
      run: 0.6,
      context: 0.5,
      words: 0,
      near: 0.15,
      around: 0.15,
      kind: 0.1,
      further: 0.05,
      onlyQuestions: -0.1,
      endsWithQuestion: -0.1,
    },
    places: { window: 1, sentence: 0.3, context: 0.4, words: 0.5, neighbours: 0.15 },
    confidence: {
      bias: -3,
      score: 2,
      lead: 8,
      deviation: -0.2,
      near: 1,
      most: 0,
      missing: -2,
      kind: 0,
      sure: 0.6,
      unsure: 0.2,
    },
  },
  wordsOnly: {
    runs: {
      sentence: 0,
      run: 0,
      context: 0,
      words: 0.4,
      near: 0.6,
      around: 0.4,
      kind: 0.15,
      further: 0.05,
      onlyQuestions: -0.1,
      endsWithQuestion: -0.1,
    },
    places: { window: 0, sentence: 0, context: 0, words: 1, neighbours: 0.2 },
    confidence: {
      bias: -3,
      score: 0,
      lead: 0,
      deviation: 0,
      near: 5,
      most: 0,
      missing: -1,
      kind: 0.5,
      sure: 0.7,
      unsure: 0.3,
    },
  },
};
