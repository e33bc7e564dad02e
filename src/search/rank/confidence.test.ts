import { expect, test } from "vitest";
import { sureMargin } from "./confidence.ts";
import { FITTED } from "./fitted.ts";

const marginOf = (probability: number, sentences: number) =>
  sureMargin(probability, { sentences, among: 12_000 }, FITTED.embedded);

test("an answer of a short transcript is less sure among others than one as probable of a long one", () => {
  expect(marginOf(0.95, 100)).toBeLessThan(marginOf(0.95, 5000));
  expect(marginOf(0.95, 12_000)).toBeCloseTo(marginOf(0.95, 20_000));
});

test("the margin is nought where a transcript that is all there is has the least probability that is SURE", () => {
  expect(marginOf(FITTED.embedded.thresholds.sure, 12_000)).toBeCloseTo(0);
});
