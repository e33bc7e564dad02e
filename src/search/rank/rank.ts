import { scoreBM25, type Documents } from "../../text/bm25.ts";
import { greatest, sum } from "../../text/sum.ts";
import { passageAt, passageOf, type TranscriptIndex } from "../index/transcript-index.ts";
import type { AskedQuestion } from "../query/question.ts";
import type { Hit } from "../search-result.ts";
import { highlight } from "./highlight.ts";

/**
 * An index, the question as it is read in its language (one object for each language), and the cosines of its windows with
 * the question, where there are any.
 */
export type AskedIndex = {
  index: TranscriptIndex;
  question: AskedQuestion;
  cosines: Float32Array | undefined;
};

/** A window by its number in the index that is number `at`. */
export type RankedWindow = AskedIndex & { at: number; window: number; score: number };

/** The weight of a cosine that is six standard deviations above the mean, beside 1 for the best BM25. */
const COSINE_WEIGHT = 4;
const COSINE_DEVIATIONS = 6;
/** So many of the best windows say how likely an answer is. */
const BEST_WINDOWS = 3;

/**
 * All windows, best first: by BM25, divided by the best there is, and by the cosine, standardized over all windows. An
 * answer is as likely as the share of the question's terms that the best windows and their neighbours hold.
 */
export function rankWindows(asked: AskedIndex[]): { windows: RankedWindow[]; answerability: number } {
  const terms = termsOf(asked);
  const weights = terms.map(({ question, term }) => question.weights.get(term)!);
  const { scores, frequencies } = scoreBM25(
    asked.map(({ index, question }) => ({
      ...documentsOf(index),
      query: terms.map((one) => (one.question === question ? numbersOf(index, one.term) : [])),
    })),
    { weights },
  );
  const best = greatest(
    scores.map((each) => greatest(each, 0)),
    0,
  );
  const { mean, deviation } = spread(asked.flatMap(({ cosines }) => [...(cosines ?? [])]));
  const windows = asked.flatMap((one, at) =>
    Array.from(scores[at]!, (byWords, window): RankedWindow => {
      const cosine = deviation === 0 ? 0 : ((one.cosines?.[window] ?? mean) - mean) / deviation;
      const score = (best === 0 ? 0 : byWords / best) + (COSINE_WEIGHT * cosine) / COSINE_DEVIATIONS;
      return { ...one, at, window, score };
    }),
  );
  windows.sort((one, other) => other.score - one.score);
  const share = ({ at, window, question, index }: RankedWindow): number => {
    const last = Math.min(index.windows.first.length - 1, window + 1);
    let held = 0;
    let total = 0;
    for (const [term, one] of terms.entries()) {
      if (one.question !== question) continue;
      const weight = weights[term]!;
      total += weight;
      for (let near = Math.max(0, window - 1); near <= last; near++) {
        if (frequencies[at]![near * terms.length + term] === 0) continue;
        held += weight;
        break;
      }
    }
    return total === 0 ? 0 : held / total;
  };
  return { windows, answerability: best === 0 ? 0 : greatest(windows.slice(0, BEST_WINDOWS).map(share), 0) };
}

/** The terms of the question in each of the languages that are searched. */
function termsOf(asked: AskedIndex[]): { question: AskedQuestion; term: string }[] {
  return [...new Set(asked.map(({ question }) => question))].flatMap((question) =>
    [...question.weights.keys()].map((term) => ({ question, term })),
  );
}

function numbersOf({ vocabulary }: TranscriptIndex, term: string): number[] {
  const number = vocabulary.get(term);
  return number === undefined ? [] : [number];
}

const documentsOf = ({ windows, termIds, termOffsets, vocabulary }: TranscriptIndex): Documents => ({
  termIds,
  vocabularySize: vocabulary.size,
  from: windows.first.map((sentence) => termOffsets[sentence]!),
  to: windows.last.map((sentence) => termOffsets[sentence + 1]!),
});

function spread(values: number[]): { mean: number; deviation: number } {
  if (values.length === 0) return { mean: 0, deviation: 0 };
  const mean = sum(values) / values.length;
  return { mean, deviation: Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length) };
}

/**
 * The greatest length of a hit. The best one runs on to the end of its passage: most often it is the right one, and the
 * text that follows belongs to it.
 */
const FIRST_MS = 150_000;
const OTHER_MS = 54_000;

/** The best windows, each as a hit, without duplicates. */
export function toHits(windows: RankedWindow[], first: number, wordsOnly: boolean): Hit[] {
  const hits: Hit[] = [];
  for (const window of windows) {
    if (hits.length === first) break;
    const hit = toHit(window, hits.length === 0 ? FIRST_MS : OTHER_MS, wordsOnly);
    if (!hits.some((other) => isDuplicate(hit, other))) hits.push(hit);
  }
  return hits;
}

function toHit({ index, question, window, score }: RankedWindow, limitMs: number, wordsOnly: boolean): Hit {
  const [first, last] = [index.windows.first[window]!, index.windows.last[window]!];
  const number = passageOf(index, (first + last) >> 1);
  const passage = passageAt(index, number);
  const origin = index.passages.first[number]!;
  const sentences = passage.sentences.slice(Math.max(0, first - origin), last - origin + 1);
  const shareOf = (text: string) =>
    sum([...new Set(question.readTerms(text))].map((term) => question.weights.get(term) ?? 0));
  return {
    score: Math.max(0, Math.min(1, score / (1 + COSINE_WEIGHT))),
    ...highlight(passage, sentences, shareOf, limitMs),
    wordsOnly,
    passage,
  };
}

const OVERLAP_MS = 10_000;

/** Whether two hits are the same part of a video, or have the same words. */
function isDuplicate(one: Hit, other: Hit): boolean {
  if (one.text === other.text) return true;
  if (one.passage.transcriptId !== other.passage.transcriptId) return false;
  return Math.min(one.endMs, other.endMs) - Math.max(one.startMs, other.startMs) > OVERLAP_MS;
}
