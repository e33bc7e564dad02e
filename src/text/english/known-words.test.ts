import dictionary from "dictionary-en";
import { expect, test } from "vitest";
import { isKnownWord } from "./known-words.ts";

test("every word of the dictionary is found", () => {
  const lines = new TextDecoder().decode(dictionary.dic).split("\n").slice(1);
  const words = lines
    .filter((line, index) => line !== "" && index % 17 === 0)
    .map((line) => line.split("/")[0]!);
  expect(words.length).toBeGreaterThan(2_000);
  // Names with capitals inside are no words of a question in lower case.
  const plain = words.filter((word) => /^(?:\p{Lu}?[^\p{Lu}]*|\p{Lu}+)$/u.test(word));
  expect(plain.filter((word) => !isKnownWord(word.toLowerCase()))).toEqual([]);
});

test.each([
  "mongolia",
  "nasa",
  "colours",
  "organised",
  "stopped",
  "unhappily",
  "tried",
  "boxes",
  "rethinking",
])("%s is known", (word) => {
  expect(isKnownWord(word)).toBe(true);
});

test.each(["", "pakcet", "teh", "thier", "untill", "grammer", "truely", "oolong's-", "stoped"])(
  "%j is not",
  (word) => {
    expect(isKnownWord(word)).toBe(false);
  },
);
