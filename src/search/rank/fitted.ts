import type { Profile, Weights } from "./weights.ts";

/** As `npm run fit` wrote them; docs/ranking.md tells what they were fitted on, and what came of it. */
export const FITTED: Record<Profile, Weights> = {
  embedded: {
    cosines: null,
    places: {
      window: 0.996,
      sentence: 0.301,
      context: 0.399,
      words: 0.501,
      neighbours: 0.154,
    },
    confidence: {
      bias: -6.93,
      score: 4.86,
      margin: 2.07,
      most: 0.638,
      missing: 0.174,
      anyKind: 1.61,
      words: -0.0254,
      sentences: -0.371,
    },
    thresholds: {
      sure: 0.69,
      unsure: 0.28,
    },
  },
  foreign: {
    cosines: null,
    places: {
      window: 0.993,
      sentence: 0.304,
      context: 0.403,
      words: 0.496,
      neighbours: 0.154,
    },
    confidence: {
      bias: -0.525,
      score: 2.86,
      margin: -2.1,
      most: 1.6,
      missing: -2.09,
      anyKind: -0.264,
      words: 0.287,
      sentences: -0.472,
    },
    thresholds: {
      sure: 0.81,
      unsure: 0.19,
    },
  },
  provided: {
    cosines: {
      sentences: {
        mean: 0.0639,
        deviation: 0.0931,
      },
      windows: {
        mean: 0.0622,
        deviation: 0.101,
      },
    },
    places: {
      window: 0.995,
      sentence: 0.302,
      context: 0.398,
      words: 0.501,
      neighbours: 0.154,
    },
    confidence: {
      bias: -1.28,
      score: 2.64,
      margin: 1.04,
      most: 3.5,
      missing: -1.63,
      anyKind: 1.23,
      words: 0.15,
      sentences: -0.82,
    },
    thresholds: {
      sure: 0.75,
      unsure: 0.25,
    },
  },
  wordsOnly: {
    cosines: null,
    places: {
      window: 0,
      sentence: 0,
      context: 0,
      words: 0.996,
      neighbours: 0.204,
    },
    confidence: {
      bias: -1.98,
      score: 4.05,
      margin: 0.514,
      most: -0.418,
      missing: -1.15,
      anyKind: 0.736,
      words: 0.192,
      sentences: -0.359,
    },
    thresholds: {
      sure: 0.81,
      unsure: 0.23,
    },
  },
};
