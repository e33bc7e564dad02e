import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dotProducts, quantize } from "./quantize.ts";

const unit = (values: number[]): Float32Array => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
};

const vectors = (dimensions: number) =>
  fc
    .array(fc.integer({ min: -1000, max: 1000 }), { minLength: dimensions, maxLength: dimensions })
    .filter((values) => values.some((value) => value !== 0))
    .map(unit);

const cosine = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, index) => sum + value * other[index]!, 0);

test("the cosine of unit vectors is off by less than 0.005", () => {
  fc.assert(
    fc.property(fc.array(vectors(384), { minLength: 1, maxLength: 9 }), vectors(384), (stored, asked) => {
      const cosines = dotProducts(quantize(stored), asked);
      expect(cosines).toHaveLength(stored.length);
      for (const [row, vector] of stored.entries())
        expect(Math.abs(cosines[row]! - cosine(vector, asked))).toBeLessThan(0.005);
    }),
  );
});

test("the cosine of a vector with itself is off by less than 0.005, of few large numbers too", () => {
  for (const values of [
    [1],
    [1, -1],
    [3, 0.01, -0.02],
    Array.from({ length: 384 }, (_, n) => (n === 7 ? 40 : 1)),
  ]) {
    const vector = unit(values);
    expect(Math.abs(dotProducts(quantize([vector]), vector)[0]! - 1)).toBeLessThan(0.005);
  }
});

test("no vectors, and vectors of zeros, are taken as they are", () => {
  expect(quantize([])).toEqual({ dimensions: 0, values: new Int8Array(), scales: new Float32Array() });
  expect([...dotProducts(quantize([new Float32Array(8)]), new Float32Array(8).fill(1))]).toEqual([0]);
});
