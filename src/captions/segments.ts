import type { Timeline } from "./timeline.ts";
import { countWords, createSegmenter } from "../text/words.ts";

/** A part of a timeline's text, without white space at its ends. */
export type Span = { from: number; to: number };

/** A sentence that ends with a full stop may be this long; what has none is cut shorter. */
const SENTENCE_WORDS = 50;
const SENTENCE_MS = 25_000;
const PIECE_WORDS = 30;
const PIECE_MS = 15_000;
/** A piece shorter than this is not ended for a pause alone. */
const PIECE_MIN_MS = 8_000;
/** Long cues are cut into parts of so many words before pieces are made of them. */
const PART_WORDS = 10;

const TERMINATED = /[.!?…。！？．।؟۔։።][\p{Pe}\p{Pf}\p{Po}"'»]*$/u;

/** A span whole where it is a sentence of usual length, else the pieces it is cut to. */
export function cutLongSpan(timeline: Timeline, span: Span, language: string): Span[] {
  const text = timeline.text.slice(span.from, span.to);
  const words = countWords(text);
  const duration = timeline.endAt(span.to) - timeline.startAt(span.from);
  const whole = TERMINATED.test(text.slice(-8))
    ? words <= SENTENCE_WORDS && duration <= SENTENCE_MS
    : words <= PIECE_WORDS && duration <= PIECE_MS;
  return whole ? [span] : joinParts(timeline, spanParts(timeline, span, language));
}

/** A possible end of a piece, and how good a place it is: after a pause, or after a comma. */
type Part = Span & { words: number; endMs: number; breakAfter: number };

/** The cues inside a span, and the parts of those that are long. */
function spanParts(timeline: Timeline, span: Span, language: string): Part[] {
  const parts: Part[] = [];
  for (const cue of cuesInside(timeline, span)) {
    const inner = cutWords(timeline.text, cue, language);
    for (const [index, part] of inner.entries()) {
      const text = timeline.text.slice(part.from, part.to);
      const pause = index === inner.length - 1 && cue.to < span.to ? timeline.pauseBefore(cue.to + 1) : 0;
      const comma = /[,;:،、，；：–—-]$/u.test(text) ? 400 : 0;
      parts.push({
        ...part,
        words: countWords(text),
        endMs: timeline.endAt(part.to),
        breakAfter: pause + comma,
      });
    }
  }
  return parts;
}

function cuesInside(timeline: Timeline, span: Span): Span[] {
  const { cueOffsets, text } = timeline;
  let low = 0;
  let high = cueOffsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cueOffsets[middle]! <= span.from) low = middle + 1;
    else high = middle;
  }
  const spans: Span[] = [];
  let from = span.from;
  for (let next = low; next < cueOffsets.length && cueOffsets[next]! < span.to; next++) {
    pushTrimmed(spans, text, from, cueOffsets[next]!);
    from = cueOffsets[next]!;
  }
  pushTrimmed(spans, text, from, span.to);
  return spans;
}

/** Cuts a span into parts of at most about ten words, between words. */
function cutWords(text: string, span: Span, language: string): Span[] {
  const whole = text.slice(span.from, span.to);
  if (countWords(whole) <= PIECE_WORDS / 2) return [span];
  const parts: Span[] = [];
  let from = span.from;
  let words = 0;
  for (const unit of wordUnits(whole, language)) {
    const unitWords = countWords(unit.text);
    if (words > 0 && words + unitWords > PART_WORDS) {
      pushTrimmed(parts, text, from, span.from + unit.index);
      from = span.from + unit.index;
      words = 0;
    }
    words += unitWords;
  }
  pushTrimmed(parts, text, from, span.to);
  return parts;
}

/** Runs between white space; inside long runs the language's words, and of words without end their characters. */
function* wordUnits(text: string, language: string): Generator<{ text: string; index: number }> {
  for (const run of text.matchAll(/\S+/gu)) {
    if (countWords(run[0]) <= 2) {
      yield { text: run[0], index: run.index };
      continue;
    }
    for (const { segment, index } of createSegmenter(language, "word").segment(run[0])) {
      if (countWords(segment) <= PART_WORDS) yield { text: segment, index: run.index + index };
      else {
        for (const piece of segment.matchAll(/.{1,20}/gsu))
          yield { text: piece[0], index: run.index + index + piece.index };
      }
    }
  }
}

/** Joins parts to pieces that are as long as is allowed, each ended at the longest pause of its latter part. */
function joinParts(timeline: Timeline, parts: Part[]): Span[] {
  const pieces: Span[] = [];
  let first = 0;
  while (first < parts.length) {
    const last = pieceEnd(timeline, parts, first);
    pieces.push({ from: parts[first]!.from, to: parts[last]!.to });
    first = last + 1;
  }
  return pieces;
}

function pieceEnd(timeline: Timeline, parts: Part[], first: number): number {
  const startMs = timeline.startAt(parts[first]!.from);
  let best = first;
  let bestBreak = Number.NEGATIVE_INFINITY;
  let words = 0;
  for (let index = first; index < parts.length; index++) {
    const part = parts[index]!;
    words += part.words;
    if (index > first && (words > PIECE_WORDS || part.endMs - startMs > PIECE_MS)) return best;
    const long = part.endMs - startMs >= PIECE_MIN_MS || words >= PIECE_WORDS / 2;
    if (!long && part.breakAfter < 1_500) {
      if (bestBreak === Number.NEGATIVE_INFINITY) best = index;
      continue;
    }
    if (part.breakAfter >= bestBreak) {
      best = index;
      bestBreak = part.breakAfter;
    }
  }
  return parts.length - 1;
}

/** Adds a part of a text without the white space at its ends, if anything is left. */
export function pushTrimmed(spans: Span[], text: string, from: number, to: number): void {
  const part = text.slice(from, to);
  const trimmed = part.trim();
  if (trimmed === "") return;
  const start = from + part.indexOf(trimmed);
  spans.push({ from: start, to: start + trimmed.length });
}
