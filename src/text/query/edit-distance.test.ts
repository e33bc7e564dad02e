import { expect, test } from "vitest";
import { editDistance } from "./edit-distance.ts";

test.each([
  ["", "", 0],
  ["tea", "tea", 0],
  ["tea", "teas", 1],
  ["tea", "eat", 2],
  ["packet", "pakcet", 1],
  ["water", "watre", 1],
  ["switch", "swich", 1],
  ["kitten", "sitting", 3],
  ["ab", "ba", 1],
  ["abcdef", "badcfe", 3],
])("%s and %s are %i apart, either way", (one, other, distance) => {
  expect(editDistance(one, other, 5)).toBe(distance);
  expect(editDistance(other, one, 5)).toBe(distance);
});

test("more than the limit is told, but not how much", () => {
  expect(editDistance("kitten", "sitting", 1)).toBeGreaterThan(1);
  expect(editDistance("a", "abcdef", 2)).toBeGreaterThan(2);
});
