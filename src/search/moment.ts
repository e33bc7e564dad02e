import { countWords } from "../text/words.ts";
import { quoteOf, type SentenceRange } from "./index/quote.ts";
import type { TranscriptIndex } from "./index/transcript-index.ts";
import type { Quote } from "./search-result.ts";

/** What is said at a time is quoted on from the sentence under way, for this long, as a few quotes of so many words. */
const LENGTH_MS = 30_000;
const MAX_QUOTE_WORDS = 45;
const MAX_QUOTES = 3;
/** A sentence that is over for less than this is still what is said at a time. */
const PAUSE_MS = 2_000;

/**
 * What is said at a time of a video and right after it, in order; of its end (Infinity), its last half minute. Empty where
 * nothing is said from then on.
 */
export function quotesAt(index: TranscriptIndex, timeMs: number): Quote[] {
  const { startMs, endMs } = index.sentences;
  const count = startMs.length;
  if (count === 0) return [];
  const fromMs = Math.min(timeMs, timeMs === Infinity ? endMs[count - 1]! - LENGTH_MS : timeMs);
  let first = 0;
  while (first < count && endMs[first]! + PAUSE_MS <= fromMs) first++;
  if (first === count) return [];
  // Of silence, what is said next.
  const untilMs = Math.max(fromMs, startMs[first]!) + LENGTH_MS;
  const ranges: SentenceRange[] = [];
  for (let sentence = first; sentence < count && startMs[sentence]! < untilMs; sentence++) {
    const open = ranges.at(-1);
    if (open && wordsOf(index, { first: open.first, last: sentence }) <= MAX_QUOTE_WORDS)
      open.last = sentence;
    else if (ranges.length < MAX_QUOTES) ranges.push({ first: sentence, last: sentence });
    else break;
  }
  return ranges.map((range) => quoteOf(index, range));
}

const wordsOf = (
  { text, sentences: { from, to } }: TranscriptIndex,
  { first, last }: SentenceRange,
): number => countWords(text.slice(from[first], to[last]));
