import type { Candidate } from "./candidates.ts";
import { writtenWords, type Reader } from "./question.ts";
import type { Sentence } from "./sentence.ts";

/** A window of a candidate, and what is said in it. */
export type SpokenWindow = {
  candidate: Candidate;
  window: number;
  sentences: Sentence[];
  cosine: number;
  terms: string[];
  counts: Map<string, number>;
  words: string[];
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
export function readWindows(candidate: Candidate, { terms }: Reader, cosineMean: number): SpokenWindow[] {
  return candidate.windows.map(({ startMs, endMs, cosine }, window) => {
    const sentences = candidate.sentences
      .filter(([from, to]) => from >= startMs && to <= endMs)
      .map(([from, to, text]) => ({ startMs: from, endMs: to, text }));
    const text = sentences.map((sentence) => sentence.text).join(" ");
    const list = terms(text);
    const counts = new Map<string, number>();
    for (const term of list) counts.set(term, (counts.get(term) ?? 0) + 1);
    return {
      candidate,
      window,
      sentences,
      cosine: cosine ?? cosineMean,
      terms: list,
      counts,
      words: writtenWords(text),
    };
  });
}
