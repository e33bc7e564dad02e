import { expect, test } from "vitest";
import { guessLanguage, isInOtherLanguage } from "./guess-language.ts";

test.each([
  ["How hot should the water for green tea be?", "en"],
  ["Warum wird das Wasser nicht heißer?", "de"],
  ["¿Quién escribió la carta?", "es"],
  ["Qui a écrit la lettre ?", "fr"],
  ["Chi ha scritto la lettera?", "it"],
  ["Сколько мостов построил завод?", "ru"],
  ["行列とは何ですか", "ja"],
  ["什么是矩阵", "zh"],
  ["मैट्रिक्स क्या है", "hi"],
])("%s is guessed to be in %s", (text, language) => {
  expect(guessLanguage(text)?.language).toBe(language);
});

test("a guess keeps to the languages it is among", () => {
  expect(guessLanguage("green tea temperature", ["en", "de"])?.language).toBe("en");
  expect(guessLanguage("42")).toBeNull();
});

test("only a clear guess tells that a text is in another language", () => {
  expect(isInOtherLanguage(guessLanguage("Was ist denn das für ein grüner Tee?"), "en")).toBe(true);
  expect(isInOtherLanguage(guessLanguage("What kind of green tea is this?"), "en-GB")).toBe(false);
  expect(isInOtherLanguage(guessLanguage("mortgage rates"), "en")).toBe(false);
  expect(isInOtherLanguage(guessLanguage("42"), "en")).toBe(false);
});
