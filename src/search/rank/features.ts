import { BM25 } from "../candidates/term-statistics.ts";
import type { CompiledQuery } from "../query/compiled-query.ts";
import type { WindowMatch } from "./window-matches.ts";

/** BM25 of windows that stand together. */
export function bm25(parts: WindowMatch[], { weights }: CompiledQuery, averageLength: number): number {
  let length = 0;
  for (const part of parts) length += part.length;
  const shortness = BM25.k1 * (1 - BM25.b + (BM25.b * length) / Math.max(1, averageLength));
  let score = 0;
  for (let term = 0; term < weights.length; term++) {
    const weight = weights[term]!;
    let frequency = 0;
    for (const part of parts) frequency += part.positions[term]!.length;
    if (frequency > 0) score += (weight * frequency * (BM25.k1 + 1)) / (frequency + shortness);
  }
  return score;
}

/** The share of the question's weight whose terms these windows hold; of the terms that fit alone, where told. */
export function coveredShare(
  parts: WindowMatch[],
  { weights, total }: CompiledQuery,
  fits = (_term: number) => true,
): number {
  let share = 0;
  for (let term = 0; term < weights.length; term++)
    if (fits(term) && parts.some(({ positions }) => positions[term]!.length > 0)) share += weights[term]!;
  return share / total;
}

/** The share of the question's weight whose words these windows hold exactly as they are written. */
export function writtenShare(parts: WindowMatch[], { weights, total, termOfWord }: CompiledQuery): number {
  const written = new Set<number>();
  for (const { words } of parts) {
    for (const { word } of words) {
      const term = termOfWord[word];
      if (term !== undefined) written.add(term);
    }
  }
  let share = 0;
  for (const term of written) share += weights[term]!;
  return share / total;
}

const NEAR_TERMS = 5;

/** The weight of the question's neighbouring terms that are within five terms of each other here, divided by their distance. */
export function pairWeight({ positions }: WindowMatch, { pairs }: CompiledQuery): number {
  let score = 0;
  for (const { one, other, weight } of pairs) {
    let distance = Infinity;
    for (const here of positions[one]!)
      for (const there of positions[other]!) distance = Math.min(distance, Math.abs(here - there));
    if (distance <= NEAR_TERMS) score += weight / distance;
  }
  return score;
}

/** The weight of the question's phrases that the window holds, each counted once. */
export function phraseWeight({ words }: WindowMatch, { phrases }: CompiledQuery): number {
  const counted = new Set<number>();
  for (let index = 1; index < words.length; index++) {
    const { word, follows } = words[index]!;
    if (follows) counted.add(phrases.keyOf(words[index - 1]!.word, word));
  }
  let score = 0;
  for (const phrase of counted) score += phrases.weights.get(phrase) ?? 0;
  return score;
}
