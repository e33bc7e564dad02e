import { expect, test } from "vitest";
import { greatest } from "./sum.ts";

test("the greatest of more values than a call takes arguments", () => {
  expect(greatest(Array.from({ length: 500_000 }, (_, index) => index % 1000))).toBe(999);
  expect(greatest([], 0)).toBe(0);
});
