import { expect, test } from "vitest";
import { termLanguage } from "./languages.ts";
import { terms } from "../terms.ts";

const TAGS = [
  "en-US",
  "EN-gb",
  "en_IN",
  "nb-NO",
  "zh-Hans-CN",
  "sr",
  "sr-Latn",
  "ko",
  "he-IL",
  "pt-BR",
  "tlh",
];
const TEXT =
  "The running networks don't stop; los vectores propios; мрежа mreža ord og 元帳とデジタル署名 רשת networks";

test.each(TAGS)("%s has the terms of the language that stands for it", (tag) => {
  expect(terms(TEXT, termLanguage(tag))).toEqual(terms(TEXT, tag));
});

test("region and spelling of a tag make no other language", () => {
  expect(new Set(["en", "en-US", "EN-gb", "en-x-private"].map(termLanguage))).toEqual(new Set(["en"]));
  expect(termLanguage("nb")).toBe(termLanguage("no"));
});

test("however many tags there are, the languages are few", () => {
  const letters = "abcdefghijklmnopqrstuvwxyz";
  const tags = [...letters].flatMap((one) =>
    [...letters].flatMap((other) => ["", "-US", "-Cyrl", "-Arab-x-1"].map((rest) => `${one}${other}${rest}`)),
  );
  expect(new Set(tags.map(termLanguage)).size).toBeLessThan(70);
});
