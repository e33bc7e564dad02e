import { runAtOnce, type Steps } from "../../async/steps.ts";
import { idf } from "../../text/bm25.ts";
import { dotProducts, FOLLOWING } from "../index/vectors/quantize.ts";
import type { TranscriptIndex } from "../index/transcript-index.ts";
import type { AskedQuestion } from "../query/question.ts";
import type { CosineScale, CosineScales } from "./weights.ts";

/** A transcript, and a question as it is asked of it. */
export type AskedIndex = {
  index: TranscriptIndex;
  /** As it is read in the transcript's language: one object for each language. */
  question: AskedQuestion;
  /** The question's vector, of the model of the index's vectors; null where there is none. */
  vector: Float32Array | null;
  /** The cosines of the windows with the question; null where there are none. */
  windowCosines: Float32Array | null;
  /** How far the encoder's cosines are believed in the transcript's language, 0 to 1. */
  trust: number;
};

/** What speaks for the sentences of one transcript. */
export type Evidence = AskedIndex & {
  /** The cosine of each sentence with the question; null without vectors. */
  cosines: Float32Array | null;
  /** The cosine of each sentence together with the two on either side; zeros without vectors. */
  contexts: Float64Array;
  /** The words of the question in each sentence: bit n for word n. */
  held: Int32Array;
  words: WordShares;
};

/** How much of a question some of its words are. */
export type WordShares = {
  /** The inverse document frequency of each word among sentences, times how much it counts. */
  weights: number[];
  /** The share of all words' weight, 0 to 1, that the words of these bits have. */
  shareOf: (bits: number) => number;
  /** The share of the words that none of the transcripts holds. */
  missing: number;
};

/** So many sentences are looked at from one `yield` to the next. */
export const SENTENCES_AT_ONCE = 1000;
/** One for each bit of an integer but its sign. Of a longer question the first are read. */
const MAX_WORDS = 31;

/** All of `evidenceSteps` at once, for tests and measurements. */
export const findEvidence = (asked: AskedIndex[], scales: CosineScales | null): Evidence[] =>
  runAtOnce(evidenceSteps(asked, scales));

/** What speaks for the sentences of each transcript. `scales`: see `Weights.cosines`. */
export function* evidenceSteps(asked: AskedIndex[], scales: CosineScales | null): Steps<Evidence[]> {
  const cosines: (Float32Array | null)[] = [];
  for (const one of asked) {
    yield;
    cosines.push(sentenceCosines(one));
  }
  const windowCosines = asked.map((one) => one.windowCosines);
  const ofSentences = scales === null ? cosines : yield* standardize(cosines, scales.sentences);
  const ofWindows = scales === null ? windowCosines : yield* standardize(windowCosines, scales.windows);
  const found: Omit<Evidence, "words">[] = [];
  for (const [at, one] of asked.entries()) {
    const contexts = yield* contextCosines(one, ofSentences[at]!);
    const held = yield* heldWords(one);
    found.push({ ...one, cosines: ofSentences[at]!, contexts, windowCosines: ofWindows[at]!, held });
  }
  const shares = new Map<AskedQuestion, WordShares>();
  for (const { question } of asked) {
    if (shares.has(question)) continue;
    const held = found.filter((one) => one.question === question).map((one) => one.held);
    shares.set(question, yield* weighWords(question, held));
  }
  return found.map((one) => ({ ...one, words: shares.get(one.question)! }));
}

function sentenceCosines({ index: { vectors }, vector, trust }: AskedIndex): Float32Array | null {
  if (vectors === null || vector === null || vectors.dimensions !== vector.length) return null;
  return dotProducts(vectors, vector).map((cosine) => trust * cosine);
}

function* contextCosines({ index }: AskedIndex, cosines: Float32Array | null): Steps<Float64Array> {
  const contexts = new Float64Array(index.sentences.from.length);
  for (let sentence = 0; sentence < contexts.length; sentence++) {
    if (sentence % SENTENCES_AT_ONCE === 0) yield;
    contexts[sentence] = meanCosine({ index, cosines }, sentence - 2, sentence + 2);
  }
  return contexts;
}

/** Cosines with another mean and deviation: models differ in them, while an answer stands out by about as much with each. */
function* standardize(cosines: (Float32Array | null)[], scale: CosineScale): Steps<(Float32Array | null)[]> {
  const { mean, deviation } = yield* scaleSteps(cosines);
  const factor = deviation === 0 ? 0 : scale.deviation / deviation;
  const standardized: (Float32Array | null)[] = [];
  for (const each of cosines) {
    yield;
    standardized.push(each && each.map((cosine) => scale.mean + (cosine - mean) * factor));
  }
  return standardized;
}

/** The mean and the standard deviation of all values. */
export const scaleOf = (collections: (Float32Array | null)[]): CosineScale =>
  runAtOnce(scaleSteps(collections));

function* scaleSteps(collections: (Float32Array | null)[]): Steps<CosineScale> {
  let count = 0;
  let total = 0;
  let squares = 0;
  for (const values of collections) {
    yield;
    for (const value of values ?? []) {
      count++;
      total += value;
      squares += value * value;
    }
  }
  const mean = total / Math.max(1, count);
  return { mean, deviation: Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean)) };
}

function* heldWords({
  index: { vocabulary, termIds, termOffsets },
  question,
}: AskedIndex): Steps<Int32Array> {
  const bits = new Int32Array(vocabulary.size);
  for (const [word, { terms }] of question.terms.slice(0, MAX_WORDS).entries())
    for (const term of terms) {
      const id = vocabulary.get(term);
      if (id !== undefined) bits[id]! |= 1 << word;
    }
  const held = new Int32Array(termOffsets.length - 1);
  let at = 0;
  for (let sentence = 0; sentence < held.length; sentence++) {
    if (sentence % SENTENCES_AT_ONCE === 0) yield;
    let all = 0;
    for (const end = termOffsets[sentence + 1]!; at < end; at++) all |= bits[termIds[at]!]!;
    held[sentence] = all;
  }
  return held;
}

function* weighWords(question: AskedQuestion, collections: Int32Array[]): Steps<WordShares> {
  const asked = question.terms.slice(0, MAX_WORDS);
  const holding = new Int32Array(asked.length);
  let sentences = 0;
  for (const held of collections) {
    yield;
    sentences += held.length;
    for (const bits of held) for (let rest = bits; rest !== 0; rest &= rest - 1) holding[lowestBit(rest)]!++;
  }
  const weights = asked.map(({ weight }, word) => weight * idf(sentences, holding[word]!));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shareOf = (bits: number): number => {
    let sum = 0;
    for (let rest = bits; rest !== 0; rest &= rest - 1) sum += weights[lowestBit(rest)]!;
    return total === 0 ? 0 : sum / total;
  };
  const absent = weights.reduce((sum, weight, word) => sum + (holding[word] === 0 ? weight : 0), 0);
  return { weights, shareOf, missing: total === 0 ? 1 : absent / total };
}

/** The number of the lowest bit that is set. `rest &= rest - 1` takes it away. */
const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits);

/** The squared length of a sum of vectors below which they cancel each other out, and what is left is rounding. */
const CANCELLED = 0.01;

/** The cosine of the question with the mean of the vectors of some sentences, as far as the transcript has them. */
export function meanCosine(
  { cosines, index: { following } }: Pick<Evidence, "cosines" | "index">,
  from: number,
  to: number,
): number {
  if (cosines === null || following === null) return 0;
  const first = Math.max(0, from);
  const last = Math.min(cosines.length - 1, to);
  let sum = 0;
  // The length of the sum of unit vectors, squared: their count and twice the cosine of each pair.
  let square = last - first + 1;
  for (let one = first; one <= last; one++) {
    sum += cosines[one]!;
    for (let other = one + 1; other <= last; other++)
      square += 2 * following[one * FOLLOWING + other - one - 1]!;
  }
  return square < CANCELLED ? 0 : sum / Math.sqrt(square);
}

/** The share of the question's words that some sentences hold, as far as the transcript has them. */
export function heldShare({ held, words }: Evidence, from: number, to: number): number {
  let bits = 0;
  for (let at = Math.max(0, from); at <= Math.min(held.length - 1, to); at++) bits |= held[at]!;
  return words.shareOf(bits);
}

export const sentenceText = ({ index: { text, sentences } }: Evidence, sentence: number): string =>
  text.slice(sentences.from[sentence], sentences.to[sentence]);
