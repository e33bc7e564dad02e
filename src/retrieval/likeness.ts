import { BM25 } from "./candidates-sql.ts";
import type { AskedQuestion } from "./question.ts";
import type { SpokenWindow } from "./spoken-windows.ts";

export const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** BM25 of windows that stand together. `weights`: how much each of the question's terms counts here. */
export function bm25(parts: SpokenWindow[], weights: Map<string, number>, averageLength: number): number {
  const length = sum(parts.map((part) => part.length));
  const shortness = BM25.k1 * (1 - BM25.b + (BM25.b * length) / Math.max(1, averageLength));
  let score = 0;
  for (const [term, weight] of weights) {
    const frequency = sum(parts.map(({ terms }) => terms.get(term)?.length ?? 0));
    if (frequency > 0) score += (weight * frequency * (BM25.k1 + 1)) / (frequency + shortness);
  }
  return score;
}

/** The share of what was asked that is said in the very form in which it was asked. */
export function writtenShare({ words, weights }: AskedQuestion, near: SpokenWindow[], total: number): number {
  const said = new Set(near.flatMap((spoken) => spoken.words.map(({ word }) => word)));
  const seen = new Set<string>();
  let share = 0;
  for (const { word, term } of words) {
    if (term === undefined || seen.has(term) || !said.has(word)) continue;
    seen.add(term);
    share += weights.get(term) ?? 0;
  }
  return share / total;
}

const NEAR_TERMS = 5;

/** Neighbouring terms of the question that are within five terms of each other here, less the farther apart. */
export function pairWeight({ terms, weights }: AskedQuestion, said: SpokenWindow["terms"]): number {
  let score = 0;
  for (const [index, term] of terms.slice(0, -1).entries()) {
    const next = terms[index + 1]!;
    const here = said.get(term);
    const there = said.get(next);
    if (term === next || here === undefined || there === undefined) continue;
    const distance = Math.min(...here.flatMap((one) => there.map((other) => Math.abs(one - other))));
    if (distance <= NEAR_TERMS) score += (weights.get(term)! + weights.get(next)!) / 2 / distance;
  }
  return score;
}

/** What a word without a term, a stop word, counts in a phrase. */
const STOP_WORD_WEIGHT = 0.5;

/** Each two words that stand side by side in the question, with what they count. */
export function phrasesOf({ words, weights }: AskedQuestion): Map<string, number> {
  const weightOf = (term: string | undefined) =>
    term === undefined ? STOP_WORD_WEIGHT : (weights.get(term) ?? 0);
  return new Map(
    words.slice(1).map((word, index) => {
      const before = words[index]!;
      return [`${before.word} ${word.word}`, (weightOf(before.term) + weightOf(word.term)) / 2];
    }),
  );
}

/** What those phrases count that are said here, each once. */
export function phraseWeight(phrases: Map<string, number>, said: SpokenWindow["words"]): number {
  const counted = new Set<string>();
  let score = 0;
  for (const [index, { word, place }] of said.slice(0, -1).entries()) {
    const next = said[index + 1]!;
    const phrase = `${word} ${next.word}`;
    if (next.place !== place + 1 || counted.has(phrase)) continue;
    counted.add(phrase);
    score += phrases.get(phrase) ?? 0;
  }
  return score;
}
