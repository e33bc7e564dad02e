import type { Candidate } from "../candidates/candidate.ts";
import type { FoundWord } from "../../text/find-words.ts";
import type { PlacedSentence } from "../../captions/sentences.ts";
import type { CompiledQuery } from "../query/compiled-query.ts";

/** A window of a candidate, and the positions of the question's terms and words in it. */
export type WindowMatch = {
  candidate: Candidate;
  window: number;
  sentences: PlacedSentence[];
  cosine: number;
  /** The number of the window's terms. */
  length: number;
  /** The positions in the transcript of the question's terms that the window holds, by the term's number. */
  positions: number[][];
  /** The words of the question that the window holds, in order. */
  words: FoundWord[];
};

/** Candidates in order of time, parted where one does not follow the other. */
export function neighbouring(candidates: Candidate[]): Candidate[][] {
  const sorted = candidates.toSorted(
    (one, other) =>
      compare(one.passage.transcriptId, other.passage.transcriptId) || one.ordinal - other.ordinal,
  );
  const runs: Candidate[][] = [];
  for (const candidate of sorted) {
    const last = runs.at(-1)?.at(-1);
    const isNext =
      last?.passage.transcriptId === candidate.passage.transcriptId && last.ordinal + 1 === candidate.ordinal;
    if (isNext) runs.at(-1)!.push(candidate);
    else runs.push([candidate]);
  }
  return runs;
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** `positions`: those of each term in the transcript. A window without a vector is taken for as near as the mean. */
export function matchWindows(
  candidate: Candidate,
  compiled: CompiledQuery,
  positions: number[][],
  cosineMean: number,
): WindowMatch[] {
  return candidate.windows.map(({ startMs, endMs, firstPosition, length, cosine }, window) => {
    const sentences = candidate.passage.sentences.filter(
      (one) => one.startMs >= startMs && one.endMs <= endMs,
    );
    return {
      candidate,
      window,
      sentences,
      cosine: cosine ?? cosineMean,
      length,
      positions: positions.map((ofTerm) => between(ofTerm, firstPosition, firstPosition + length)),
      words: compiled.findWords(sentences.map(({ text }) => text).join(" ")),
    };
  });
}

const NONE: number[] = [];

function between(positions: number[], from: number, to: number): number[] {
  const start = firstFrom(positions, from);
  const end = firstFrom(positions, to);
  return end > start ? positions.slice(start, end) : NONE;
}

/** The index of the first of some ascending positions that is not before this one. */
function firstFrom(positions: number[], position: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (positions[middle]! < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
