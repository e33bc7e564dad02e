import type { Steps } from "../async/steps.ts";
import { idf } from "../text/bm25.ts";
import { createNumberList } from "./number-list.ts";
import { documentFrequencySteps } from "./document-frequency.ts";
import type { SpokenWords } from "./spoken-words.ts";

/** What is told apart: sentences, or in a long video runs of them. Each begins where a sentence does. */
export type Units = {
  /** The sentence that each begins with; that of unit n + 1 is behind its last one. */
  first: Int32Array;
  startMs: Float64Array;
  /** For each, a row of `dimensions` numbers; null without vectors of the sentences. */
  dense: { dimensions: number; values: Float32Array } | null;
  /** For each, the numbers of its terms and what they weigh, from `offsets[n]` to before `offsets[n + 1]`. */
  sparse: { offsets: Int32Array; terms: Int32Array; weights: Float32Array; vocabularySize: number };
};

export type Timed = { startMs: number; endMs: number; text: string };

/** The sentences that are averaged for a unit, the end excluded. */
type SentenceRange = (unit: number) => readonly [from: number, to: number];

/** More than so many units tell nothing more of chapters that last minutes. */
const MOST_UNITS = 2_000;
/** The most units before one, and after it, that are averaged with it, since a sentence alone may say anything. */
const MOST_NEIGHBOURS = 4;
/** The least units of a usual part for one such neighbour: with more, what is said between two parts is a part of its own. */
const UNITS_PER_NEIGHBOUR = 4;

/** The units of a transcript that is to be cut into about so many parts. */
export function* unitSteps(
  sentences: Timed[],
  words: SpokenWords,
  vectors: Float32Array[] | null,
  parts: number,
): Steps<Units> {
  const first = firstSentences(sentences);
  const count = first.length - 1;
  const usual = Math.round(count / parts / UNITS_PER_NEIGHBOUR);
  const neighbours = Math.max(1, Math.min(usual, MOST_NEIGHBOURS));
  const startMs = Float64Array.from(first.subarray(0, count), (sentence) => sentences[sentence]!.startMs);
  const range = (unit: number) =>
    [first[Math.max(0, unit - neighbours)]!, first[Math.min(count, unit + neighbours + 1)]!] as const;
  return {
    first,
    startMs,
    dense: vectors && (yield* denseSteps(vectors, count, range)),
    sparse: yield* sparseSteps(words, count, range),
  };
}

/** The bounds of units: each sentence is one, unless there are many. */
function firstSentences(sentences: Timed[]): Int32Array {
  const count = Math.min(sentences.length, MOST_UNITS);
  const inEach = sentences.length / count;
  return Int32Array.from({ length: count + 1 }, (_, unit) =>
    Math.min(sentences.length, Math.round(unit * inEach)),
  );
}

/** The mean vectors, without what the whole video has in common, at unit length. */
function* denseSteps(vectors: Float32Array[], count: number, range: SentenceRange): Steps<Units["dense"]> {
  const dimensions = vectors[0]!.length;
  const values = new Float32Array(count * dimensions);
  const mean = new Float64Array(dimensions);
  for (let unit = 0; unit < count; unit++) {
    const row = values.subarray(unit * dimensions, (unit + 1) * dimensions);
    const [from, to] = range(unit);
    for (let sentence = from; sentence < to; sentence++) {
      const vector = vectors[sentence]!;
      for (let n = 0; n < dimensions; n++) row[n]! += vector[n]!;
    }
    for (let n = 0; n < dimensions; n++) {
      row[n]! /= to - from;
      mean[n]! += row[n]! / count;
    }
    yield;
  }
  for (let unit = 0; unit < count; unit++) {
    const row = values.subarray(unit * dimensions, (unit + 1) * dimensions);
    let squares = 0;
    for (let n = 0; n < dimensions; n++) {
      row[n]! -= mean[n]!;
      squares += row[n]! ** 2;
    }
    const length = Math.sqrt(squares) || 1;
    for (let n = 0; n < dimensions; n++) row[n]! /= length;
    yield;
  }
  return { dimensions, values };
}

/** The terms that several sentences have, by tf-idf, at unit length. */
function* sparseSteps(words: SpokenWords, count: number, range: SentenceRange): Steps<Units["sparse"]> {
  const { offsets, terms, vocabularySize } = words;
  const sentences = offsets.length - 1;
  const holding = yield* documentFrequencySteps(words, sentences);
  const rarity = Float32Array.from(holding, (number) => (number < 2 ? 0 : idf(sentences, number)));
  const unitOffsets = new Int32Array(count + 1);
  const unitTerms = createNumberList(Int32Array);
  const weights = createNumberList(Float32Array);
  for (let unit = 0; unit < count; unit++) {
    const counts = new Map<number, number>();
    const [from, to] = range(unit);
    for (let at = offsets[from]!; at < offsets[to]!; at++) {
      const term = terms[at]!;
      if (term >= 0 && rarity[term]! > 0) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    const entries = [...counts].map(
      ([term, number]) => [term, (1 + Math.log(number)) * rarity[term]!] as const,
    );
    const length = Math.sqrt(entries.reduce((sum, [, weight]) => sum + weight ** 2, 0)) || 1;
    for (const [term, weight] of entries) {
      unitTerms.push(term);
      weights.push(weight / length);
    }
    unitOffsets[unit + 1] = unitTerms.length;
    yield;
  }
  return {
    offsets: unitOffsets,
    terms: unitTerms.toArray(),
    weights: weights.toArray(),
    vocabularySize,
  };
}
