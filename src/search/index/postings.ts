import type { Steps } from "../../async/steps.ts";
import type { PassageDraft } from "./passages.ts";

/** The occurrences of a term in a transcript. */
export type Posting = {
  term: string;
  /** The ordinals of the passages that hold the term, and how often each does. */
  ordinals: number[];
  frequencies: number[];
  /** The positions of the term among the terms of all windows, in ascending order. */
  positions: number[];
};

/** The inverted index of a transcript: a posting for each of its terms. */
export function* postingSteps(passages: PassageDraft[]): Steps<Posting[]> {
  const postings = new Map<string, Posting>();
  const postingOf = (term: string): Posting => {
    const existing = postings.get(term);
    if (existing) return existing;
    const posting = { term, ordinals: [], frequencies: [], positions: [] };
    postings.set(term, posting);
    return posting;
  };
  for (const { ordinal, terms, windows } of passages) {
    for (const term of terms) {
      const { ordinals, frequencies } = postingOf(term);
      if (ordinals.at(-1) !== ordinal) {
        ordinals.push(ordinal);
        frequencies.push(0);
      }
      frequencies[frequencies.length - 1]!++;
      yield;
    }
    for (const window of windows) {
      for (const [index, term] of window.terms.entries())
        postingOf(term).positions.push(window.firstPosition + index);
      yield;
    }
  }
  return [...postings.values()];
}
