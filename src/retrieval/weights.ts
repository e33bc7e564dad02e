import type { PlaceWeights } from "./rank.ts";

export type Weights = {
  /** See `CandidateQuery.cosineWeight`. */
  candidateCosine: number;
  place: PlaceWeights;
};

const EMBEDDED: Weights = {
  candidateCosine: 0.1,
  place: {
    passage: 0.3,
    around: 0.9,
    window: 0.5,
    near: 1.5,
    wide: 2.5,
    coverage: 0.7,
    written: 0.5,
    numbers: 1.2,
    pairs: 1.2,
    phrases: 0.6,
    cosine: 0.6,
    opening: -1.2,
    fullness: 0.4,
  },
};

/** The weights that belong to an encoder. */
export function weightsFor(_model: string): Weights {
  return EMBEDDED;
}
