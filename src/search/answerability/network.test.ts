import { expect, test } from "vitest";
import { weighSigns, type AnswerabilityWeights } from "./network.ts";
import { answerabilityOfEmbedded } from "./answerability-weights.ts";
import type { Signs } from "./signs.ts";

const signs: Signs = {
  ahead: 0.5,
  near: 1,
  pairs: 0.3,
  phrases: 0.3,
  numbers: 0,
  unseen: 0,
  asking: 0,
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
    signs: { ahead: { typical: 0.25, scale: 0.5, weight: 2, units: [] } },
    units: [],
    constant: -1,
  };
  expect(weighSigns(signs, weights)).toBe(0.5);
});

test("a unit sees what a sign means beside another", () => {
  const weights: AnswerabilityWeights = {
    signs: {
      near: { typical: 0, scale: 1, weight: 0, units: [10] },
      questionMark: { typical: 0, scale: 1, weight: 0, units: [-20] },
    },
    units: [{ bias: -5, weight: 1 }],
    constant: 0,
  };
  const likely = (changes: Partial<Signs>) => weighSigns({ ...signs, ...changes }, weights);
  expect(likely({ near: 1, questionMark: 0 })).toBeGreaterThan(0.7);
  expect(likely({ near: 1, questionMark: 1 })).toBeLessThan(0.3);
});

test("a sign that cannot be known is taken for the usual", () => {
  const { several } = answerabilityOfEmbedded;
  const usual = { ...signs, nearest: several.signs.nearest!.typical };
  expect(weighSigns({ ...signs, nearest: undefined }, several)).toBeCloseTo(weighSigns(usual, several), 10);
});

test.each(["alone", "several"] as const)("the more is found, the likelier is an answer: %s", (name) => {
  const weights = answerabilityOfEmbedded[name];
  const none = {
    ...signs,
    ahead: 0.1,
    near: 0.1,
    pairs: 0,
    phrases: 0,
    unseen: 0.6,
    video: 0.2,
    videoAhead: -0.5,
  };
  const much = { ...signs, ahead: 0.95, near: 1.4, pairs: 0.6, phrases: 0.6, video: 0.6, videoAhead: 1.5 };
  expect(weighSigns(much, weights)).toBeGreaterThan(0.5);
  expect(weighSigns(none, weights)).toBeLessThan(weighSigns(much, weights) - 0.3);
});
