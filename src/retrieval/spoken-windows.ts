import type { Candidate, TermPlaces } from "./candidates.ts";
import { writtenWords } from "./question.ts";
import type { PlacedSentence } from "./sentences.ts";

/** A window of a candidate, and what of the question is said in it: of the rest, which is most, only how much. */
export type SpokenWindow = {
  candidate: Candidate;
  window: number;
  sentences: PlacedSentence[];
  cosine: number;
  /** How many terms it has. */
  length: number;
  /** Where in the transcript each term of the question stands that is in it. */
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
  sought: { terms: TermPlaces[]; words: Set<string> },
  cosineMean: number,
): SpokenWindow[] {
  return candidate.windows.map(({ startMs, endMs, place, length, cosine }, window) => {
    const sentences = candidate.sentences.filter((one) => one.startMs >= startMs && one.endMs <= endMs);
    const text = sentences.map((sentence) => sentence.text).join(" ");
    return {
      candidate,
      window,
      sentences,
      cosine: cosine ?? cosineMean,
      length,
      terms: termsBetween(sought.terms, place, place + length),
      words: wordsOf(sought.words, writtenWords(text)),
    };
  });
}

function termsBetween(all: TermPlaces[], from: number, to: number): SpokenWindow["terms"] {
  const found: SpokenWindow["terms"] = new Map();
  for (const { term, places } of all) {
    const start = firstFrom(places, from);
    const end = firstFrom(places, to);
    if (end > start) found.set(term, places.slice(start, end));
  }
  return found;
}

/** The index of the first place that is not before this one. */
function firstFrom(places: number[], place: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (places[middle]! < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function wordsOf(sought: Set<string>, said: string[]): SpokenWindow["words"] {
  const found: SpokenWindow["words"] = [];
  for (const [place, word] of said.entries()) if (sought.has(word)) found.push({ word, place });
  return found;
}
