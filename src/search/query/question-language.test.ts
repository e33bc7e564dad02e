import { expect, test } from "vitest";
import { questionLanguage } from "./question-language.ts";

test("a question is in one of the languages that are searched", () => {
  expect(questionLanguage("What does the determinant measure?", ["en-US", "fr"])).toBe("en");
  expect(questionLanguage("Que mesure le déterminant d'une matrice ?", ["en", "fr-CA"])).toBe("fr");
});

test("where one language is searched, the question is in it", () => {
  expect(questionLanguage("ln(x)", ["de-AT", "de"])).toBe("de");
});

test("of a question without words its language is not known", () => {
  expect(questionLanguage("42", ["en", "fr"])).toBeUndefined();
});
