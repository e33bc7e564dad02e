import { expect, test } from "vitest";
import { formatRetry } from "./retry-words.ts";

const NOW = Date.parse("2026-01-01T12:00:00.000Z");

test.each([
  [0, "Trying again…"],
  [12_300, "Tries again in 13 s."],
  [180_000, /^Tries again in 3 min, at .+\.$/],
  [7_200_000, /^Tries again in 2 h, at .+\.$/],
])("in %i ms: %s", (afterMs, words) => {
  expect(formatRetry(NOW + afterMs, NOW)).toMatch(words);
});
