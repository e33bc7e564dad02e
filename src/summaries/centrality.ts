import type { Steps } from "../async/steps.ts";
import { documentFrequencySteps } from "../chapters/document-frequency.ts";
import type { SpokenWords } from "../chapters/spoken-words.ts";
import { idf } from "../text/bm25.ts";

/** Sentences in a row, the end excluded. */
type Span = { from: number; to: number };

/** How near sentences, the last included, are to the middle of their section: at most 1. */
export type Centrality = (first: number, last: number) => number;

/** How much words count beside vectors. */
const WORDS_SHARE = 0.5;

const TERMS_PER_STEP = 1000;

/** How rare each term is among the first so many sentences. */
export function* raritySteps(words: SpokenWords, sentences: number): Steps<Float32Array> {
  const holding = yield* documentFrequencySteps(words, sentences);
  const rarity = new Float32Array(words.vocabularySize);
  for (let term = 0; term < words.vocabularySize; term++) {
    rarity[term] = idf(sentences, holding[term]!);
    if (term % TERMS_PER_STEP === 0) yield;
  }
  return rarity;
}

/**
 * The cosine to the centroid of a section's sentences, of their vectors and of their terms by tf-idf (centroid-based
 * summarization, Radev et al. 2004, https://doi.org/10.1016/j.ipm.2003.10.006): in time that grows with their number alone.
 */
export function* centralitySteps(
  section: Span,
  words: SpokenWords,
  rarity: Float32Array,
  vectors: Float32Array[] | null,
): Steps<Centrality> {
  const byWords = yield* wordCentralitySteps(section, words, rarity);
  if (vectors === null) return byWords;
  const byVectors = yield* vectorCentralitySteps(section, vectors);
  return (first, last) => WORDS_SHARE * byWords(first, last) + (1 - WORDS_SHARE) * byVectors(first, last);
}

function* wordCentralitySteps(
  { from, to }: Span,
  { offsets, terms }: SpokenWords,
  rarity: Float32Array,
): Steps<Centrality> {
  const counts = new Int32Array(rarity.length);
  const weightOf = (term: number) => Math.log(1 + counts[term]!) * rarity[term]!;
  let squares = 0;
  for (let sentence = from; sentence < to; sentence++) {
    for (let at = offsets[sentence]!; at < offsets[sentence + 1]!; at++) {
      const term = terms[at]!;
      if (term < 0) continue;
      squares -= weightOf(term) ** 2;
      counts[term]!++;
      squares += weightOf(term) ** 2;
    }
    yield;
  }
  const length = Math.sqrt(squares) || 1;
  return (first, last) => {
    let product = 0;
    let own = 0;
    for (const term of new Set(terms.subarray(offsets[first], offsets[last + 1]))) {
      if (term < 0) continue;
      product += weightOf(term) * rarity[term]!;
      own += rarity[term]! ** 2;
    }
    return product / (length * (Math.sqrt(own) || 1));
  };
}

function* vectorCentralitySteps({ from, to }: Span, vectors: Float32Array[]): Steps<Centrality> {
  const dimensions = vectors[from]!.length;
  const centroid = new Float64Array(dimensions);
  for (let sentence = from; sentence < to; sentence++) {
    const vector = vectors[sentence]!;
    for (let n = 0; n < dimensions; n++) centroid[n]! += vector[n]!;
    yield;
  }
  const length = Math.sqrt(centroid.reduce((sum, value) => sum + value * value, 0)) || 1;
  return (first, last) => {
    let product = 0;
    let squares = 0;
    for (let n = 0; n < dimensions; n++) {
      let value = 0;
      for (let sentence = first; sentence <= last; sentence++) value += vectors[sentence]![n]!;
      product += value * centroid[n]!;
      squares += value * value;
    }
    return product / (length * (Math.sqrt(squares) || 1));
  };
}
