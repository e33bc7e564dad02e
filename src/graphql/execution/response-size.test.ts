import { expect, test } from "vitest";
import { isTooLarge, MAX_RESPONSE_BYTES, ResponseSize } from "./response-size.ts";

test.each([
  ["ASCII", "a", 1],
  ["three bytes a character", "字", 3],
  ["surrogate pairs", "🫖", 4],
  ["quotes, which are escaped", '"', 2],
  ["control characters, which are escaped", "\u0001", 6],
])("a text of 4 MB as JSON is too large, whatever it is made of: %s", (_, text, bytes) => {
  const count = MAX_RESPONSE_BYTES / bytes;
  expect(isTooLarge({ data: { text: text.repeat(count) } })).toBe(true);
  expect(isTooLarge({ data: { text: text.repeat(count - 20) } })).toBe(false);
});

test("many small values count with their keys", () => {
  const cue = { startMs: 1, endMs: 2 };
  expect(isTooLarge({ data: { a: Array.from({ length: 200_000 }, () => cue) } })).toBe(true);
  expect(isTooLarge({ data: { a: Array.from({ length: 20_000 }, () => cue) } })).toBe(false);
});

test("a result that was ended for its size is too large", () => {
  const errors = [{ message: "…", extensions: { code: "RESPONSE_TOO_LARGE" } }];
  expect(isTooLarge({ data: null, errors })).toBe(true);
  expect(isTooLarge({ data: null, errors: [{ message: "…" }] })).toBe(false);
});

test("a size throws once all together is too large", () => {
  const size = new ResponseSize();
  size.add(MAX_RESPONSE_BYTES);
  expect(() => size.add(1)).toThrow("ask for less");
});
