import { expect, test } from "vitest";
import { vocabularyOf } from "../../testing/vocabulary.ts";
import { runAtOnce } from "../../async/steps.ts";
import { readQuery } from "./read-query.ts";

const read = (question: string, texts: string[], language = "en") =>
  runAtOnce(readQuery(question, language, vocabularyOf(texts, language)));
const termsOf = (question: string, texts: string[], language = "en") =>
  read(question, texts, language).terms.map(({ terms }) => terms);

test("a compound that stands apart in the transcripts is split", () => {
  expect(termsOf("How old is the teabag?", ["the tea bag is old"])).toEqual([
    ["old"],
    ["tea", "teabag"],
    ["bag", "teabag"],
  ]);
  expect(termsOf("my login", ["log in here"])).toEqual([["log", "login"]]);
});

test("words that only look like a compound are not split", () => {
  expect(termsOf("carpet", ["a car and a dog for my pet"])).toEqual([["carpet"]]);
  expect(termsOf("season", ["the sea", "my son"])).toEqual([["season"]]);
});

test.each(["tea bag", "tea-bag"])("%s meets the word that is written as one", (question) => {
  expect(termsOf(question, ["a teabag"])).toEqual([
    ["tea", "teabag"],
    ["bag", "teabag"],
  ]);
});

test("a verb meets the noun that is written as one", () => {
  expect(termsOf("How do I log in?", ["the login page"])).toEqual([["log", "login"]]);
  expect(termsOf("How do I log in?", ["a page"])).toEqual([["log"]]);
});

test("a hyphenated word is its parts, and the whole where that is said", () => {
  expect(termsOf("e-mail", ["an email"])).toEqual([
    ["e", "email"],
    ["mail", "email"],
  ]);
  expect(termsOf("tea-bag", ["a tea-bag"])).toEqual([
    ["tea", "teabag"],
    ["bag", "teabag"],
  ]);
});

test("compounds of German are split by their links, and found by their heads", () => {
  const texts = ["Das Wasser kocht, der Kocher ist alt. Eine Arbeit im Zimmer."];
  expect(termsOf("Wasserkocher", texts, "de")).toEqual([
    ["wass", "wasserkoch"],
    ["koch", "wasserkoch"],
  ]);
  expect(termsOf("Arbeitszimmer", texts, "de").map(([term]) => term)).toEqual(["arbeit", "zimm"]);
  expect(termsOf("Kocher", ["der Wasserkocher"], "de")).toEqual([["koch", "wasserkoch"]]);
  expect(termsOf("Haus", ["der Kocher"], "de")).toEqual([["haus"]]);
});

test("forms of two words stand for either", () => {
  expect(termsOf("leaves", ["a leaf"])).toEqual([["leav", "leaf"]]);
});

test("typing errors are mended in the terms and in the text, and told", () => {
  const query = read("Waht is Pakcet swiching?", ["packet switching is a way to send messages"]);
  expect(query.text).toBe("What is Packet switching?");
  expect(query.terms).toEqual([
    { word: "packet", terms: ["packet"] },
    { word: "switching", terms: ["switch"] },
  ]);
  expect(query.mended.map(({ word, replacement }) => [word, replacement])).toEqual([
    ["waht", "what"],
    ["pakcet", "packet"],
    ["swiching", "switching"],
  ]);
});

test("words of another language are not mended", () => {
  const texts = ["a large tee and a zipper"];
  expect(read("Warum ist das zippre kaputt?", texts).text).toBe("Warum ist das zippre kaputt?");
  expect(read("Why is the zippre broken?", texts).text).toBe("Why is the zipper broken?");
  expect(read("zippre", texts).text).toBe("zipper");
});

test("a question is as it is where the transcripts say nothing", () => {
  expect(read("the capital of Mongolia", []).terms.map(({ word }) => word)).toEqual(["capital", "mongolia"]);
  expect(read("", ["tea"])).toEqual({ terms: [], text: "", mended: [] });
});
