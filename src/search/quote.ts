import { greatest } from "../text/sum.ts";
import type { Quote } from "./search-result.ts";
import { passageAt, passageOf, type TranscriptIndex } from "./index/transcript-index.ts";

/** Numbers of sentences in a row, both included. */
export type SentenceRange = { first: number; last: number };

/** Sentences in a row of a transcript as a quote. */
export function quoteOf(index: TranscriptIndex, { first, last }: SentenceRange): Quote {
  const { startMs, endMs, from, to } = index.sentences;
  return {
    startMs: startMs[first]!,
    endMs: greatest(endMs.subarray(first, last + 1)),
    text: index.text.slice(from[first], to[last]),
    passage: passageAt(index, passageOf(index, first)),
  };
}

/** The sentences that have their middle between two times; null where none has. */
export function sentencesWithin(
  { sentences }: TranscriptIndex,
  fromMs: number,
  toMs: number,
): SentenceRange | null {
  const isWithin = (startMs: number, sentence: number): boolean => {
    const middle = (startMs + sentences.endMs[sentence]!) / 2;
    return fromMs <= middle && middle <= toMs;
  };
  const first = sentences.startMs.findIndex(isWithin);
  return first < 0 ? null : { first, last: sentences.startMs.findLastIndex(isWithin) };
}
