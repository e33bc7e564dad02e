import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyLanguage } from "../testing/arbitraries.ts";
import { terms } from "./terms.ts";

test("words are folded to their stems and stop words are left out", () => {
  expect(terms("What are the Derivatives of a Derivative?", "en")).toEqual(["deriv", "deriv"]);
  expect(terms("Los determinantes de las matrices", "es")).toEqual(terms("determinante y matrices", "es"));
  expect(terms("цифровые подписи", "ru")).toEqual(terms("цифровая подписи", "ru"));
});

test("numbers and formulas stay whole", () => {
  expect(terms("3.14 of 1,000,000 in H2O", "en")).toEqual(["3.14", "1000000", "h2o"]);
  expect(terms("x²", "ja")).toEqual(["x2"]);
  expect(terms("x^2 = sin(θ)", "en")).toEqual(terms("x squared equals the sine of theta", "en"));
  expect(terms("constructor", "en")).toEqual(["constructor"]);
  expect(terms("C++ or C#", "en")).toEqual(["c++", "c#"]);
});

test("apostrophes part endings and articles from words", () => {
  expect(terms("Bayes's theorem, they’re", "en")).toEqual(terms("Bayes theorem", "en"));
  expect(terms("l'algèbre", "fr")).toEqual(terms("algèbre", "fr"));
});

test("scripts without spaces are cut into words", () => {
  expect(terms("元帳とデジタル署名", "ja")).toEqual(["元帳", "デジタル", "署名"]);
  expect(terms("账本和数字签名", "zh-Hans")).toEqual(["账本", "数字", "签名"]);
});

test("English words amid another script are cut to English stems", () => {
  expect(terms("neural networks क्या हैं", "hi")).toContain("network");
});

test("what is too long to be a word is no term, whatever it is made of", () => {
  const long = ["word", "1,", "1,२,", "カ", "水", "λ", "x'"].map((part) => part.repeat(500));
  for (const text of long)
    for (const language of ["en", "ja", "hi", "und"])
      for (const term of terms(`${text}1 and`, language)) expect(term.length).toBeLessThanOrEqual(64);
});

test("any text in any language has terms without white space, control characters or empty ones", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), anyLanguage, (text, language) => {
      for (const term of terms(text, language)) expect(term).toMatch(/^[^\s\p{Cc}]+$/u);
    }),
  );
});

test("a word of Arabic has the same term with an article, and with what is written before it", () => {
  expect(terms("التوقيع والتوقيع بالتوقيع توقيع", "ar")).toEqual(["توقيع", "توقيع", "توقيع", "توقيع"]);
});

test.each([
  ["valor propio", "es"],
  ["वर्ग", "hi"],
  ["قوة", "ar"],
])("%s says something, although lists of stop words hold it", (text, language) => {
  expect(terms(text, language)).toHaveLength(text.split(" ").length);
});
