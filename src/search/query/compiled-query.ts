import { createWordFinder, type FoundWord } from "../../text/find-words.ts";
import type { AskedQuestion } from "./question.ts";

/**
 * A question prepared for being looked for in many windows: its terms and its written words are numbers. A term's number is
 * its index in `terms`, `weights` and `isNumeric`, a word's in `termOfWord`.
 */
export type CompiledQuery = {
  terms: string[];
  /** The weight of each term in the transcripts searched; `total`: the sum of the weights, or 1 where that is 0. */
  weights: number[];
  total: number;
  /** Whether a term has a digit in it. */
  isNumeric: boolean[];
  /** Terms that follow each other in the question, and what they count side by side. */
  pairs: { one: number; other: number; weight: number }[];
  /** Finds the words as they are written, each by its number. */
  findWords: (text: string) => FoundWord[];
  /** The first term of each word; none for stop words. */
  termOfWord: (number | undefined)[];
  /** Words that stand side by side in the question, and what they count together. */
  phrases: { keyOf: (before: number, word: number) => number; weights: Map<number, number> };
};

/** The weight in a phrase of a stop word, which is no term. */
const STOP_WORD_WEIGHT = 0.5;

/** `termWeights`: how much each of the question's terms counts in what is searched. */
export function compileQuery(question: AskedQuestion, termWeights: Map<string, number>): CompiledQuery {
  const terms = [...termWeights.keys()];
  const weights = [...termWeights.values()];
  const numberOf = new Map(terms.map((term, number) => [term, number]));
  const sequence = question.terms.map((term) => numberOf.get(term)!);
  const pairs = sequence.slice(1).flatMap((other, index) => {
    const one = sequence[index]!;
    return one === other ? [] : [{ one, other, weight: (weights[one]! + weights[other]!) / 2 }];
  });

  const words = new Map<string, number>();
  for (const { word } of question.words) if (!words.has(word)) words.set(word, words.size);
  const termOfWord: CompiledQuery["termOfWord"] = [];
  for (const { word, term } of question.words)
    termOfWord[words.get(word)!] = term === undefined ? undefined : numberOf.get(term);
  const weightOf = ({ term }: AskedQuestion["words"][number]) =>
    term === undefined ? STOP_WORD_WEIGHT : (termWeights.get(term) ?? 0);
  const keyOf = (before: number, word: number) => before * words.size + word;
  const phrases = new Map(
    question.words.slice(1).map((word, index) => {
      const before = question.words[index]!;
      const key = keyOf(words.get(before.word)!, words.get(word.word)!);
      return [key, (weightOf(before) + weightOf(word)) / 2];
    }),
  );

  return {
    terms,
    weights,
    total: weights.reduce((sum, weight) => sum + weight, 0) || 1,
    isNumeric: terms.map((term) => /\p{N}/u.test(term)),
    pairs,
    findWords: createWordFinder(words),
    termOfWord,
    phrases: { keyOf, weights: phrases },
  };
}
