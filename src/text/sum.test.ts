import { expect, test } from "vitest";
import { greatest, greatestOf, sum } from "./sum.ts";

test("the greatest of more values than a call takes arguments", () => {
  expect(greatest(Array.from({ length: 500_000 }, (_, index) => index % 1000))).toBe(999);
  expect(greatest([], 0)).toBe(0);
});

test("the greatest of several lists, and the sum of one", () => {
  expect(greatestOf([[10, -2, 10], [], Float32Array.of(9, 11)], 3)).toEqual([11, 10, 10]);
  expect(greatestOf([[1], [3, 2]], 5)).toEqual([3, 2, 1]);
  expect(sum(Float32Array.of(1, 2, 3))).toBe(6);
});
