import { countWords } from "../text/words.ts";
import { quoteOf, type SentenceRange } from "./quote.ts";
import type { TranscriptIndex } from "./index/transcript-index.ts";
import type { Quote } from "./search-result.ts";

/** A time of a video, or some time from there on. */
export type Moment = {
  /** From the beginning; Infinity for the end. */
  timeMs?: number | undefined;
  /** In its place, the share of the video that is before it. */
  timeShare?: number | undefined;
  /** For how long from then on, or before the end. */
  spanMs?: number | undefined;
  /** Whether what is said up to the time is meant, in place of what is said from then on. */
  isBefore?: boolean | undefined;
};

/** For how long what is said at a time is quoted, where it is not said, and for how long at most. */
const LENGTH_MS = 30_000;
const MAX_LENGTH_MS = 600_000;
/** In quotes of so many words, of which a longer span has some more. */
const MAX_QUOTE_WORDS = 45;
const MAX_QUOTES = 3;
const MAX_QUOTES_OF_SPAN = 6;
/** A sentence that is over for less than this is still what is said at a time. */
const PAUSE_MS = 2_000;

/**
 * What is said at a time of a video and right after it, in order; of a longer span, some of it, evenly spread. Empty where
 * nothing is said from then on.
 */
export function quotesAt(index: TranscriptIndex, moment: Moment): Quote[] {
  const { startMs, endMs } = index.sentences;
  const count = startMs.length;
  if (count === 0) return [];
  const lengthMs = Math.min(moment.spanMs ?? LENGTH_MS, MAX_LENGTH_MS);
  const fromMs = startOf(moment, endMs[count - 1]!, lengthMs);
  let first = 0;
  while (first < count && endMs[first]! + PAUSE_MS <= fromMs) first++;
  if (first === count) return [];
  // Of silence, what is said next.
  const untilMs = Math.max(fromMs, startMs[first]!) + lengthMs;
  const ranges: SentenceRange[] = [];
  for (let sentence = first; sentence < count && startMs[sentence]! < untilMs; sentence++) {
    const open = ranges.at(-1);
    const isJoined = open && wordsOf(index, { first: open.first, last: sentence }) <= MAX_QUOTE_WORDS;
    if (isJoined) open.last = sentence;
    else ranges.push({ first: sentence, last: sentence });
  }
  const quoted = lengthMs > LENGTH_MS ? evenly(ranges, MAX_QUOTES_OF_SPAN) : ranges.slice(0, MAX_QUOTES);
  return quoted.map((range) => quoteOf(index, range));
}

function startOf({ timeMs = 0, timeShare, isBefore }: Moment, videoEndMs: number, lengthMs: number): number {
  if (timeShare !== undefined) return timeShare * videoEndMs;
  if (timeMs === Infinity) return videoEndMs - lengthMs;
  return isBefore ? Math.max(0, timeMs - lengthMs) : timeMs;
}

/** At most so many items of a list, evenly spread, the first among them. */
const evenly = <Item>(items: Item[], most: number): Item[] =>
  items.length <= most
    ? items
    : Array.from({ length: most }, (_, place) => items[Math.floor((place * items.length) / most)]!);

const wordsOf = (
  { text, sentences: { from, to } }: TranscriptIndex,
  { first, last }: SentenceRange,
): number => countWords(text.slice(from[first], to[last]));
