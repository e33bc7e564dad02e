import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesOf } from "./matches-of.ts";

test.each([/a+/gu, /a*/gu, /(?<first>.)b|$/gu, /(?=b)/gu, /\p{L}?/gu, /(?=b)|a?/g])(
  "gives what matchAll gives: %s",
  (pattern) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", "🫖", "é", " ")), (parts) => {
        const text = parts.join("");
        expect(matchesOf(text, pattern)).toEqual([...text.matchAll(pattern)]);
      }),
    );
  },
);

test("begins anew each time", () => {
  const pattern = /a/g;
  pattern.lastIndex = 2;
  expect(matchesOf("aba", pattern).map(({ index }) => index)).toEqual([0, 2]);
});
