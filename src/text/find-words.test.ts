import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createWordFinder, writtenWords } from "./find-words.ts";

const anyText = fc
  .array(
    fc.oneof(fc.constantFrom("a", "ab", "abc", "x2", "É", "é", "λ", "水", "ा", " ", ", ", "_", "-", ".")),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(""));

test("finds the words that reading every word finds, and which follow each other", () => {
  fc.assert(
    fc.property(anyText, anyText, (asked, text) => {
      const words = new Map([...new Set(writtenWords(asked))].map((word, number) => [word, number]));
      let last = -Infinity;
      const expected = writtenWords(text).flatMap((said, place) => {
        const word = words.get(said);
        if (word === undefined) return [];
        const follows = place === last + 1;
        last = place;
        return [{ word, follows }];
      });
      expect(createWordFinder(words)(text)).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});
