import { expect, test } from "vitest";
import { runAtOnce } from "../async/steps.ts";
import { bm25Steps, idf, inverseDocumentFrequency, numberTerms, type SearchedDocuments } from "./bm25.ts";

const scoreBM25 = (...query: Parameters<typeof bm25Steps>) => runAtOnce(bm25Steps(...query));

/** A collection of documents, and for each word of the query the numbers of its alternatives. */
function collection(texts: string[], query: string[][]): SearchedDocuments {
  const { vocabulary, documents } = numberTerms(texts.map((text) => text.split(" ")));
  const numbers = query.map((terms) => terms.flatMap((term) => vocabulary.get(term) ?? []));
  return { ...documents, query: numbers };
}

const TEXTS = ["tea leaf tea", "coffee", "tea water", "water water water salt"];

test("scores are those of the formula, with Lucene's parameters", () => {
  const { scores, idf: idfs } = scoreBM25([collection(TEXTS, [["tea"], ["salt"]])]);
  const meanLength = 10 / 4;
  const score = (times: number, length: number, holding: number) =>
    (idf(4, holding) * times * 2.2) / (times + 1.2 * (0.25 + (0.75 * length) / meanLength));
  expect([...idfs]).toEqual([idf(4, 2), idf(4, 1)]);
  expect(idf(4, 1)).toBeCloseTo(Math.log(1 + 3.5 / 1.5));
  const expected = [score(2, 3, 2), 0, score(1, 2, 2), score(1, 4, 1)];
  for (const [index, value] of expected.entries()) expect(scores[0]![index]).toBeCloseTo(value);
});

test("collections with vocabularies of their own score as one", () => {
  const query = [["water"], ["coffee"], ["milk"]];
  const [whole] = scoreBM25([collection(TEXTS, query)]).scores;
  const parts = scoreBM25([collection(TEXTS.slice(0, 1), query), collection(TEXTS.slice(1), query)]);
  expect(parts.scores.flatMap((scores) => [...scores])).toEqual([...whole!]);
  expect(parts.idf[2]).toBe(idf(4, 0));
});

test("alternatives of a term count as one term", () => {
  const apart = collection(
    ["tea bag", "teabag", "bag"],
    [
      ["tea", "teabag"],
      ["bag", "teabag"],
    ],
  );
  const same = collection(["tea bag", "tea bag", "bag"], [["tea"], ["bag"]]);
  const { frequencies, idf: idfs } = scoreBM25([apart]);
  expect([...frequencies[0]!]).toEqual([1, 1, 1, 1, 0, 1]);
  expect(idfs).toEqual(scoreBM25([same]).idf);
});

test("documents may overlap", () => {
  const { documents } = numberTerms(["a", "b", "a"].map((term) => [term]));
  const windows = { ...documents, from: Int32Array.of(0, 1), to: Int32Array.of(2, 3), query: [[0], [1]] };
  expect([...scoreBM25([windows]).frequencies[0]!]).toEqual([1, 1, 1, 1]);
});

test("weights scale terms, and b = 0 leaves the lengths out of account", () => {
  const documents = [collection(TEXTS, [["tea"], ["water"]])];
  const [plain] = scoreBM25(documents, { b: 0, weights: [1, 0] }).scores;
  expect(plain![2]).toBeCloseTo(idf(4, 2));
  expect(plain![3]).toBe(0);
});

test("no documents and no terms are no error", () => {
  expect(scoreBM25([]).scores).toEqual([]);
  expect([...scoreBM25([collection(["a"], [])]).scores[0]!]).toEqual([0]);
  expect([...scoreBM25([collection([], [["a"]])]).scores[0]!]).toEqual([]);
});

test("the rarer term of sets counts more, and one that is nowhere most", () => {
  const weightOf = inverseDocumentFrequency([new Set(["a", "b"]), new Set(["a"])]);
  expect(weightOf("c")).toBeGreaterThan(weightOf("b"));
  expect(weightOf("b")).toBeGreaterThan(weightOf("a"));
  expect(weightOf("a")).toBeGreaterThan(0);
});
