import { runAtOnce, type Steps } from "../../async/steps.ts";
import { bm25Steps } from "../../text/bm25.ts";
import { sortSteps } from "../../async/sort-steps.ts";
import { greatest } from "../../text/sum.ts";
import { passageAt, passageOf, type TranscriptIndex } from "../index/transcript-index.ts";
import type { Hit } from "../search-result.ts";
import type { Evidence } from "./evidence.ts";
import { weightedSum, type PlaceFeatures, type PlaceWeights } from "./weights.ts";

/** A window that may hold the place that is asked for. */
export type Place = {
  evidence: Evidence;
  /** The number of the window, and of the sentence in it that fits best, where the hit begins. */
  window: number;
  sentence: number;
  score: number;
  features: PlaceFeatures;
};

/** All of `placeSteps` at once, for tests and measurements. */
export const rankPlaces = (found: Evidence[], weights: PlaceWeights): Place[] =>
  runAtOnce(placeSteps(found, weights));

/** So many windows are looked at from one `yield` to the next. */
const WINDOWS_AT_ONCE = 200;

/** The windows of all transcripts, best first. */
export function* placeSteps(found: Evidence[], weights: PlaceWeights): Steps<Place[]> {
  const scores = yield* lexicalScores(found);
  const places: Place[] = [];
  for (const [at, evidence] of found.entries())
    for (let window = 0; window < evidence.index.windows.first.length; window++) {
      if (window % WINDOWS_AT_ONCE === 0) yield;
      places.push(scorePlace(evidence, window, scores[at]!, weights));
    }
  return yield* sortSteps(places, (one, other) => other.score - one.score);
}

/** Whether a place is neither another nor next to it. */
export const isElsewhere = (place: Place, other: Place): boolean =>
  place.evidence !== other.evidence || Math.abs(place.window - other.window) > 1;

function scorePlace(evidence: Evidence, window: number, lexical: Float64Array, weights: PlaceWeights): Place {
  const { windows } = evidence.index;
  let best = windows.first[window]!;
  let bestCosine = Number.NEGATIVE_INFINITY;
  let sentence = 0;
  let context = 0;
  for (let at = windows.first[window]!; at <= windows.last[window]!; at++) {
    const own = evidence.cosines?.[at] ?? evidence.words.shareOf(evidence.held[at]!);
    const around = evidence.contexts[at]!;
    if (own + around / 2 > bestCosine) [best, bestCosine] = [at, own + around / 2];
    if (evidence.cosines !== null) sentence = Math.max(sentence, own);
    context = Math.max(context, around);
  }
  const features: PlaceFeatures = {
    window: evidence.trust * (evidence.windowCosines?.[window] ?? 0),
    sentence,
    context,
    words: lexical[window]!,
    neighbours: Math.max(lexical[window - 1] ?? 0, lexical[window + 1] ?? 0),
  };
  return { evidence, window, sentence: best, score: weightedSum(features, weights), features };
}

/** BM25 of each window, divided by the best there is. */
function* lexicalScores(found: Evidence[]): Steps<Float64Array[]> {
  const questions = [...new Set(found.map(({ question }) => question))];
  const terms = questions.flatMap((question) => question.terms.map((term) => ({ question, term })));
  const { scores } = yield* bm25Steps(
    found.map(({ index: { windows, termIds, termOffsets, vocabulary }, question }) => ({
      termIds,
      vocabularySize: vocabulary.size,
      from: windows.first.map((sentence) => termOffsets[sentence]!),
      to: windows.last.map((sentence) => termOffsets[sentence + 1]!),
      query: terms.map((one) => (one.question === question ? numbersOf(one.term.terms, vocabulary) : [])),
    })),
    { weights: terms.map(({ term }) => term.weight) },
  );
  const best = greatest(
    scores.map((each) => greatest(each, 0)),
    0,
  );
  return best === 0 ? scores : scores.map((each) => each.map((score) => score / best));
}

const numbersOf = (terms: string[], vocabulary: Map<string, number>): number[] =>
  terms.flatMap((term) => vocabulary.get(term) ?? []);

/**
 * The greatest length of a hit. The best one runs on to the end of its passage: most often it is the right one, and the
 * text that follows belongs to it.
 */
const FIRST_MS = 150_000;
const OTHER_MS = 54_000;

/** The best places, each as a hit, without duplicates. */
export function toHits(places: Place[], first: number, wordsOnly: boolean): Hit[] {
  const hits: Hit[] = [];
  for (const place of places) {
    if (hits.length === first) break;
    const hit = toHit(place, hits.length === 0 ? FIRST_MS : OTHER_MS, wordsOnly);
    if (!hits.some((other) => isDuplicate(hit, other))) hits.push(hit);
  }
  return hits;
}

/** The score of a hit that is shown as 1: the best of real questions score about this. */
const BEST_SCORE = 2;

/** What is said at most this long before the sentence that fits best leads up to it. */
const LEAD_MS = 8_000;

/**
 * From a little before the sentence that fits best to the end of the window, and on to the end of the passage as far as the
 * limit lets it.
 */
function toHit(
  { evidence: { index }, window, sentence: best, score }: Place,
  limitMs: number,
  wordsOnly: boolean,
): Hit {
  const number = passageOf(index, best);
  const sentence = leadingTo(index, best, index.passages.first[number]!);
  const startMs = index.sentences.startMs[sentence]!;
  let last = Math.max(sentence, Math.min(index.windows.last[window]!, index.passages.last[number]!));
  while (last < index.passages.last[number]! && index.sentences.endMs[last + 1]! - startMs <= limitMs) last++;
  return {
    score: Math.max(0, Math.min(1, score / BEST_SCORE)),
    startMs,
    endMs: greatest(index.sentences.endMs.subarray(sentence, last + 1)),
    text: index.text.slice(index.sentences.from[sentence], index.sentences.to[last]),
    passage: passageAt(index, number),
    wordsOnly,
  };
}

/** The earliest sentence from `first` on that begins no more than `LEAD_MS` before another. */
function leadingTo({ sentences: { startMs } }: TranscriptIndex, best: number, first: number): number {
  let sentence = best;
  while (sentence > first && startMs[best]! - startMs[sentence - 1]! <= LEAD_MS) sentence--;
  return sentence;
}

const OVERLAP_MS = 10_000;

/** Whether two hits are the same part of a video, or have the same words. */
function isDuplicate(one: Hit, other: Hit): boolean {
  if (one.text === other.text) return true;
  if (one.passage.transcriptId !== other.passage.transcriptId) return false;
  return Math.min(one.endMs, other.endMs) - Math.max(one.startMs, other.startMs) > OVERLAP_MS;
}
