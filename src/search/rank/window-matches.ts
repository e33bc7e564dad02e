import type { Candidate } from "../candidates/candidate.ts";
import type { FoundWord } from "../../text/find-words.ts";
import type { PlacedSentence } from "../../captions/sentences.ts";
import type { CompiledQuery } from "../query/compiled-query.ts";

/** A window of a candidate, and where the question's terms and words stand in it. */
export type WindowMatch = {
  candidate: Candidate;
  window: number;
  sentences: PlacedSentence[];
  cosine: number;
  /** How many terms it has. */
  length: number;
  /** Where in the transcript each term of the question stands that is in it, by the term's number. */
  places: number[][];
  /** The words of the question in it, in order. */
  words: FoundWord[];
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

/** `places`: where in the transcript each term stands. A window without a vector is taken for as near as any. */
export function matchWindows(
  candidate: Candidate,
  compiled: CompiledQuery,
  places: number[][],
  cosineMean: number,
): WindowMatch[] {
  return candidate.windows.map(({ startMs, endMs, place, length, cosine }, window) => {
    const sentences = candidate.sentences.filter((one) => one.startMs >= startMs && one.endMs <= endMs);
    return {
      candidate,
      window,
      sentences,
      cosine: cosine ?? cosineMean,
      length,
      places: places.map((all) => between(all, place, place + length)),
      words: compiled.findWords(sentences.map(({ text }) => text).join(" ")),
    };
  });
}

const NONE: number[] = [];

function between(places: number[], from: number, to: number): number[] {
  const start = firstFrom(places, from);
  const end = firstFrom(places, to);
  return end > start ? places.slice(start, end) : NONE;
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
