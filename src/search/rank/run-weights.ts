import type { Profile, RunWeights } from "./weights.ts";

/** Set by hand: fitted ones were no better, since the open data calls any sentence of a chapter right. */
const WITH_VECTORS: RunWeights = {
  sentence: 1.5,
  run: 0.6,
  context: 0.5,
  words: 0,
  near: 0.15,
  around: 0.15,
  kind: 0.15,
  kindNamed: 0.1,
  further: 0.05,
  length: 0.05,
  onlyQuestions: -0.1,
  endsWithQuestion: -0.1,
};

const WORDS_ONLY: RunWeights = {
  sentence: 0,
  run: 0,
  context: 0,
  words: 0.4,
  near: 0.6,
  around: 0.4,
  kind: 0.1,
  kindNamed: 0.1,
  further: 0.05,
  length: 0.05,
  onlyQuestions: -0.1,
  endsWithQuestion: -0.1,
};

export const runWeights = (profile: Profile): RunWeights =>
  profile === "wordsOnly" ? WORDS_ONLY : WITH_VECTORS;
