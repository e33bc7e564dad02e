import { expect, test } from "vitest";
import { weighFeatures, type AnswerabilityWeights } from "./network.ts";
import { answerabilityOfEmbedded } from "./answerability-weights.ts";
import type { AnswerabilityFeatures } from "./features.ts";

const features: AnswerabilityFeatures = {
  videoMargin: 0.5,
  context1: 1,
  pairs: 0.3,
  phrases: 0.3,
  numbers: 0,
  missingTermShare: 0,
  fillerShare: 0,
  terms: 1.5,
  repeats: 0,
  words: 2,
  questionMark: 1,
  nearest: 0.5,
  video: 0.4,
  videoAhead: 0.2,
  otherLanguage: 0,
};

test("without units it is a logistic regression", () => {
  const weights: AnswerabilityWeights = {
    features: { videoMargin: { typical: 0.25, scale: 0.5, weight: 2, units: [] } },
    units: [],
    constant: -1,
  };
  expect(weighFeatures(features, weights)).toBe(0.5);
});

test("a unit sees what a sign means beside another", () => {
  const weights: AnswerabilityWeights = {
    features: {
      context1: { typical: 0, scale: 1, weight: 0, units: [10] },
      questionMark: { typical: 0, scale: 1, weight: 0, units: [-20] },
    },
    units: [{ bias: -5, weight: 1 }],
    constant: 0,
  };
  const likely = (changes: Partial<AnswerabilityFeatures>) =>
    weighFeatures({ ...features, ...changes }, weights);
  expect(likely({ context1: 1, questionMark: 0 })).toBeGreaterThan(0.7);
  expect(likely({ context1: 1, questionMark: 1 })).toBeLessThan(0.3);
});

test("a sign that cannot be known is taken for the usual", () => {
  const { several } = answerabilityOfEmbedded;
  const usual = { ...features, nearest: several.features.nearest!.typical };
  expect(weighFeatures({ ...features, nearest: undefined }, several)).toBeCloseTo(
    weighFeatures(usual, several),
    10,
  );
});

test.each(["singleVideo", "several"] as const)("the more is found, the likelier is an answer: %s", (name) => {
  const weights = answerabilityOfEmbedded[name];
  const none = {
    ...features,
    videoMargin: 0.1,
    context1: 0.1,
    pairs: 0,
    phrases: 0,
    missingTermShare: 0.6,
    video: 0.2,
    videoAhead: -0.5,
  };
  const much = {
    ...features,
    videoMargin: 0.95,
    context1: 1.4,
    pairs: 0.6,
    phrases: 0.6,
    video: 0.6,
    videoAhead: 1.5,
  };
  expect(weighFeatures(much, weights)).toBeGreaterThan(0.5);
  expect(weighFeatures(none, weights)).toBeLessThan(weighFeatures(much, weights) - 0.3);
});
