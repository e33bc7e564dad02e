import { expect, test } from "vitest";
import { terms } from "../terms.ts";

test.each([
  ["en", "eighty degrees", "80 degrees"],
  ["en", "two hundred and five steps", "205 steps"],
  ["en", "one million two hundred thousand", "1,200,000"],
  ["en", "ninety-nine point five", "99.5"],
  ["en", "1.5 million people", "1500000 people"],
  ["en", "twelve hundred", "1200"],
  ["en", "a dozen eggs, two dozen eggs", "12 eggs, 24 eggs"],
  ["en", "nineteen eighty-four", "1984"],
  ["en", "twenty twenty-five", "2025"],
  ["en", "between one thousand and two thousand", "1000, 2000"],
  ["en", "between one hundred and two hundred", "100, 200"],
  ["en", "twenty, one", "20, 1"],
  ["en", "one two three", "1 2 3"],
  ["en", "the third of twenty-first", "the 3rd of 21st"],
  ["en", "the second one", "the 2nd 1"],
  ["en", "five dollars", "$5"],
  ["en", "World War Two", "World War II"],
  ["de", "einundzwanzig Grad", "21 Grad"],
  ["de", "neunzehnhundertvierundachtzig", "1984"],
  ["de", "zwei Millionen", "2000000"],
  ["de", "drei Komma fünf", "3,5"],
  ["de", "am dritten Mai", "am 3. Mai"],
  ["fr", "quatre-vingt-dix-sept", "97"],
  ["fr", "deux cents", "200"],
  ["fr", "un million", "1000000"],
  ["es", "treinta y uno", "31"],
  ["es", "doscientos quince", "215"],
  ["es", "ciento cinco", "105"],
  ["it", "ventuno", "21"],
  ["nl", "eenentwintig", "21"],
  ["pt", "duzentos e cinco", "205"],
])("in %s, %j has the terms of %j", (language, words, digits) => {
  expect(terms(words, language)).toEqual(terms(digits, language));
});

test.each(["ein Haus", "eine Werkstatt"])("%s names no number", (text) => {
  expect(terms(text, "de")).toHaveLength(1);
});

test("an ordinal meets its number, but for the first and the second", () => {
  expect(terms("May sixth", "en")).toContain("6");
  expect(terms("first", "en")).not.toContain("1");
});
