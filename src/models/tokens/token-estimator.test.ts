import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateTokens } from "./estimate-tokens.ts";
import { createTokenEstimator } from "./token-estimator.ts";

describe("createTokenEstimator", () => {
  const text = "The pot is warmed first, or the water loses ten degrees at once. ".repeat(30);
  const plain = estimateTokens(text);

  it("estimates as it is until it has learnt", () => {
    expect(createTokenEstimator().estimate(text)).toBe(Math.ceil(plain));
    expect(createTokenEstimator().estimate("")).toBe(0);
  });

  it("comes near to what the provider counts, and not at once", () => {
    const { estimate, learn, factor } = createTokenEstimator();
    learn([text], plain * 1.4);
    expect(factor()).toBeGreaterThan(1.02);
    expect(factor()).toBeLessThan(1.2);
    for (let count = 0; count < 20; count++) learn([text, text], plain * 2 * 1.4);
    expect(factor()).toBeCloseTo(1.4, 1);
    expect(estimate(text)).toBeGreaterThan(plain * 1.35);
  });

  it("keeps to between half and twice the estimate, whatever is reported", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e12, max: 1e12 })), (reports) => {
        const { learn, factor } = createTokenEstimator();
        for (const reported of reports) learn([text], reported);
        expect(factor()).toBeGreaterThanOrEqual(0.5);
        expect(factor()).toBeLessThanOrEqual(2);
      }),
    );
  });

  it("learns nothing from short requests, nor from reports that are no count", () => {
    const { learn, factor } = createTokenEstimator();
    learn(["hello"], 50);
    learn([], 0);
    for (const reported of [0, -1, NaN, Infinity]) learn([text], reported);
    expect(factor()).toBe(1);
  });

  it("learns for one model alone", () => {
    const [one, other] = [createTokenEstimator(), createTokenEstimator()];
    one.learn([text], plain * 2);
    expect(other.factor()).toBe(1);
  });
});
