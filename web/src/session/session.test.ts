import { expect, test } from "vitest";
import { describeReceipt } from "./receipt.ts";
import { formatTimeLeft, formatWhen } from "./time-left.ts";
import { createTokenStore } from "./token-store.ts";

test.each([
  [-1, ""],
  [400, "0:01"],
  [65_000, "1:05"],
  [119_001, "2 min"],
  [14 * 60_000, "14 min"],
  [23 * 3_600_000, "23 h"],
  [150 * 60_000, "2 h 30 min"],
])("%i ms left are %s", (ms, words) => {
  expect(formatTimeLeft(ms)).toBe(words);
});

test.each([
  [0, 31, "today at 19:46"],
  [1, 1, "tomorrow at 19:46"],
  [1, 2, "Monday 2 February at 19:46"],
])("of month %i, day %i it is told as %s", (month, day, words) => {
  const now = new Date(2026, 0, 31, 12, 0).getTime();
  expect(formatWhen(new Date(2026, month, day, 19, 46).toISOString(), now, "en-GB")).toBe(words);
});

test("a receipt says what was deleted", () => {
  expect(describeReceipt({ videos: 1, passages: 12, answers: 0 })).toBe(
    "Deleted: 1 video with 12 passages, and 0 answers.",
  );
});

test("a token is shared with other tabs, and stays this tab's own until it is set", () => {
  const kept = new Map<string, string>();
  const storage = () =>
    ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    }) as unknown as Storage;
  const one = createTokenStore(storage);
  const other = createTokenStore(storage);
  one.set("a");
  expect([one.token(), other.stored(), other.token()]).toEqual(["a", "a", undefined]);
});

test("without storage a tab keeps its own token", () => {
  const tokens = createTokenStore(() => {
    throw new Error("Storage is forbidden.");
  });
  tokens.set("a");
  expect([tokens.token(), tokens.stored()]).toEqual(["a", "a"]);
});
