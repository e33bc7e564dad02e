import { expect, test } from "vitest";
import { greatest, sorted, sum } from "./sum.ts";

test("the greatest of more values than a call takes arguments", () => {
  expect(greatest(Array.from({ length: 500_000 }, (_, index) => index % 1000))).toBe(999);
  expect(greatest([], 0)).toBe(0);
});

test("the values of several lists, sorted by size, and their sum", () => {
  expect([...sorted([[10, -2], [], Float32Array.of(9)])]).toEqual([-2, 9, 10]);
  expect(sum(sorted([[10, -2], [9]]))).toBe(17);
  expect(sum([])).toBe(0);
});
