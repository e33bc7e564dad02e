import type { Candidate } from "./candidates.ts";
import { writtenWords, type Reader } from "./question.ts";
import type { Sentence } from "./sentence.ts";

/** The terms and the words that are looked for. */
export type Sought = { weights: Map<string, number>; writtenWords: Set<string> };

/** A window of a candidate, and what of the question is said in it: of the rest, which is most, only how much. */
export type SpokenWindow = {
  candidate: Candidate;
  window: number;
  sentences: Sentence[];
  cosine: number;
  /** How many terms it has. */
  length: number;
  /** Where among them each term of the question stands. */
  terms: Map<string, number[]>;
  /** The words of the question in it, in order, each with its place among all words. */
  words: { word: string; place: number }[];
};

/** Candidates in order of time, parted where one does not follow the other. */
export function neighbouring(candidates: Candidate[]): Candidate[][] {
  const sorted = candidates.toSorted(
    (one, other) => compare(one.transcriptId, other.transcriptId) || one.ordinal - other.ordinal,
  );
  const runs: Candidate[][] = [];
  for (const candidate of sorted) {
    const last = runs.at(-1)?.at(-1);
    if (last?.transcriptId === candidate.transcriptId && last.ordinal + 1 === candidate.ordinal) {
      runs.at(-1)!.push(candidate);
    } else runs.push([candidate]);
  }
  return runs;
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** A window without a vector is taken for as near as any. */
export function readWindows(
  candidate: Candidate,
  reader: Reader,
  sought: Sought,
  cosineMean: number,
): SpokenWindow[] {
  return candidate.windows.map(({ startMs, endMs, cosine }, window) => {
    const sentences = candidate.sentences
      .filter(([from, to]) => from >= startMs && to <= endMs)
      .map(([from, to, text]) => ({ startMs: from, endMs: to, text }));
    const text = sentences.map((sentence) => sentence.text).join(" ");
    const terms = reader.terms(text);
    return {
      candidate,
      window,
      sentences,
      cosine: cosine ?? cosineMean,
      length: terms.length,
      terms: placesOf(sought.weights, terms),
      words: wordsOf(sought.writtenWords, writtenWords(text)),
    };
  });
}

function placesOf(sought: Map<string, number>, terms: string[]): SpokenWindow["terms"] {
  const places = new Map<string, number[]>();
  for (const [place, term] of terms.entries()) {
    if (!sought.has(term)) continue;
    const known = places.get(term);
    if (known) known.push(place);
    else places.set(term, [place]);
  }
  return places;
}

function wordsOf(sought: Set<string>, said: string[]): SpokenWindow["words"] {
  const found: SpokenWindow["words"] = [];
  for (const [place, word] of said.entries()) if (sought.has(word)) found.push({ word, place });
  return found;
}
