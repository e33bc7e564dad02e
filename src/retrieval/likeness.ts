import { BM25 } from "./candidates-sql.ts";
import type { AskedQuestion } from "./question.ts";
import type { SpokenWindow } from "./spoken-windows.ts";

export const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** BM25 of windows that stand together. `weights`: how much each of the question's terms counts here. */
export function bm25(parts: SpokenWindow[], weights: Map<string, number>, averageLength: number): number {
  const length = sum(parts.map(({ terms }) => terms.length));
  const shortness = BM25.k1 * (1 - BM25.b + (BM25.b * length) / Math.max(1, averageLength));
  let score = 0;
  for (const [term, weight] of weights) {
    const frequency = sum(parts.map(({ counts }) => counts.get(term) ?? 0));
    if (frequency > 0) score += (weight * frequency * (BM25.k1 + 1)) / (frequency + shortness);
  }
  return score;
}

/** The share of what was asked that is said in the very form in which it was asked. */
export function writtenShare({ words, weights }: AskedQuestion, near: SpokenWindow[], total: number): number {
  const said = new Set(near.flatMap((spoken) => spoken.words));
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
export function pairWeight({ terms, weights }: AskedQuestion, said: string[]): number {
  const places = new Map<string, number[]>();
  for (const [index, term] of said.entries()) {
    if (weights.has(term)) places.set(term, [...(places.get(term) ?? []), index]);
  }
  let score = 0;
  for (const [index, term] of terms.slice(0, -1).entries()) {
    const next = terms[index + 1]!;
    const here = places.get(term);
    const there = places.get(next);
    if (term === next || here === undefined || there === undefined) continue;
    const distance = Math.min(...here.flatMap((one) => there.map((other) => Math.abs(one - other))));
    if (distance <= NEAR_TERMS) score += (weights.get(term)! + weights.get(next)!) / 2 / distance;
  }
  return score;
}

/** What a word without a term, a stop word, counts in a phrase. */
const STOP_WORD_WEIGHT = 0.5;

export function phraseWeight({ words, weights }: AskedQuestion, said: string[]): number {
  const asked = new Map<string, number>();
  for (const [index, { word, term }] of words.slice(0, -1).entries()) {
    const next = words[index + 1]!;
    const weightOf = (one: string | undefined) =>
      one === undefined ? STOP_WORD_WEIGHT : (weights.get(one) ?? 0);
    asked.set(`${word} ${next.word}`, (weightOf(term) + weightOf(next.term)) / 2);
  }
  let score = 0;
  for (let index = 0; index + 1 < said.length && asked.size > 0; index++) {
    const phrase = `${said[index]} ${said[index + 1]}`;
    score += asked.get(phrase) ?? 0;
    asked.delete(phrase);
  }
  return score;
}
