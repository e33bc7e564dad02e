import type { TranscriptQuery } from "../api/generated/graphql.ts";

export type Segment = NonNullable<TranscriptQuery["video"]>["transcript"][number];
export type Quote = { startMs: number; endMs: number; quote: string };
/** Where the quote stands in the text of a segment, in UTF-16 code units. */
export type Mark = { from: number; to: number };

/** The index of the segment that is said at a time: the last that has begun. -1 before the first. */
export function segmentAt(segments: readonly Segment[], ms: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((segments[middle]?.startMs ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Where a quote stands, by segment: word for word, or where its words are not found, the segments of its time. */
export function markQuote(segments: readonly Segment[], quote: Quote): ReadonlyMap<number, Mark> {
  return findWords(segments, quote) ?? findTimes(segments, quote);
}

/** How far around its time a quote is looked for, in milliseconds: segments and quotes are not cut alike. */
const AROUND_MS = 30_000;

function findWords(
  segments: readonly Segment[],
  { startMs, endMs, quote }: Quote,
): Map<number, Mark> | undefined {
  const words = fold(quote).text;
  const near: { index: number; at: number; length: number; places: number[] }[] = [];
  let joined = "";
  for (const [index, segment] of segments.entries()) {
    if (segment.endMs < startMs - AROUND_MS || segment.startMs > endMs + AROUND_MS) continue;
    const { text, places } = fold(segment.text);
    if (joined) joined += " ";
    near.push({ index, at: joined.length, length: text.length, places });
    joined += text;
  }
  const found = words ? nearest(joined, words, near, segments, startMs) : -1;
  if (found < 0) return undefined;
  const marks = new Map<number, Mark>();
  for (const { index, at, length, places } of near) {
    const from = Math.max(found, at) - at;
    const to = Math.min(found + words.length, at + length) - at;
    if (from >= to) continue;
    marks.set(index, { from: places[from] ?? 0, to: (places[to - 1] ?? 0) + 1 });
  }
  return marks;
}

/** Of the places where the words stand, the one that begins nearest to the quote's time. */
function nearest(
  joined: string,
  words: string,
  near: readonly { index: number; at: number }[],
  segments: readonly Segment[],
  startMs: number,
): number {
  let best = -1;
  let distance = Number.POSITIVE_INFINITY;
  for (let at = joined.indexOf(words); at >= 0; at = joined.indexOf(words, at + 1)) {
    const { index = 0 } = near.findLast((one) => one.at <= at) ?? {};
    const away = Math.abs((segments[index]?.startMs ?? 0) - startMs);
    if (away < distance) [best, distance] = [at, away];
  }
  return best;
}

/** The text with white space folded, and for each of its code units where it stood. */
function fold(text: string): { text: string; places: number[] } {
  const places: number[] = [];
  let folded = "";
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    const isSpace = /\s/.test(char);
    if (isSpace && (folded === "" || folded.endsWith(" "))) continue;
    folded += isSpace ? " " : char;
    places.push(at);
  }
  return folded.endsWith(" ")
    ? { text: folded.slice(0, -1), places: places.slice(0, -1) }
    : { text: folded, places };
}

function findTimes(segments: readonly Segment[], { startMs, endMs }: Quote): Map<number, Mark> {
  const marks = new Map<number, Mark>();
  for (const [index, segment] of segments.entries())
    if (segment.startMs < endMs && segment.endMs > startMs)
      marks.set(index, { from: 0, to: segment.text.length });
  return marks;
}

/** The indexes of the segments that have all the words, or all where there are none. */
export function filterSegments(segments: readonly Segment[], words: string): number[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return [...segments.keys()].filter((index) => {
    const text = segments[index]?.text.toLowerCase() ?? "";
    return wanted.every((word) => text.includes(word));
  });
}
