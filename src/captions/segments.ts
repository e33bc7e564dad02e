import type { Steps } from "../async/steps.ts";
import type { Timeline } from "./timeline.ts";
import { countWords, createSegmenter, mostCharacters } from "../text/words.ts";

/** A part of a timeline's text, without white space at its ends. */
export type Span = { from: number; to: number };

/** A sentence that ends with a full stop may be this long; what has none is cut shorter. */
const SENTENCE_WORDS = 50;
const SENTENCE_MS = 25_000;
const SEGMENT_WORDS = 30;
const SEGMENT_MS = 15_000;
/** A segment shorter than this ends only at a long pause. */
const SEGMENT_MIN_MS = 8_000;
const LONG_PAUSE_MS = 1_500;
/** A comma is as good an end of a segment as a pause of this length. */
const COMMA_AS_PAUSE_MS = 400;
/** Long cues are cut into parts of at most so many words, of which segments are made. */
const PART_WORDS = 10;
/** Characters of a run that are segmented into words at once, which takes long in scripts without spaces. */
const RUN_CHARACTERS = 1_000;

const TERMINATED = /[.!?…。！？．।؟۔։።][\p{Pe}\p{Pf}\p{Po}"'»]*$/u;

/** The span itself where it is a sentence of usual length, else the segments that it is cut into. */
export function* cutLongSpan(timeline: Timeline, span: Span, language: string): Steps<Span[]> {
  if (isShort(timeline, span)) return [span];
  return yield* joinParts(timeline, yield* spanParts(timeline, span, language));
}

function isShort(timeline: Timeline, { from, to }: Span): boolean {
  if (to - from > mostCharacters(SENTENCE_WORDS)) return false;
  const text = timeline.text.slice(from, to);
  const words = countWords(text);
  const duration = timeline.endAt(to) - timeline.startAt(from);
  return TERMINATED.test(text.slice(-8))
    ? words <= SENTENCE_WORDS && duration <= SENTENCE_MS
    : words <= SEGMENT_WORDS && duration <= SEGMENT_MS;
}

/** A part of a segment. `breakAfter`: how good its end is for ending the segment, in milliseconds of pause. */
type Part = Span & { words: number; endMs: number; breakAfter: number };

/** The cues inside a span, and the parts of those that are long. */
function* spanParts(timeline: Timeline, span: Span, language: string): Steps<Part[]> {
  const parts: Part[] = [];
  for (const cue of cuesInside(timeline, span)) {
    const inner = yield* cutWords(timeline.text, cue, language);
    for (const [index, part] of inner.entries()) {
      const text = timeline.text.slice(part.from, part.to);
      const pause = index === inner.length - 1 && cue.to < span.to ? timeline.pauseBefore(cue.to + 1) : 0;
      const comma = /[,;:،、，；：–—-]$/u.test(text) ? COMMA_AS_PAUSE_MS : 0;
      parts.push({
        ...part,
        words: countWords(text),
        endMs: timeline.endAt(part.to),
        breakAfter: pause + comma,
      });
      yield;
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
    spans.push(...trimmed(text, from, cueOffsets[next]!));
    from = cueOffsets[next]!;
  }
  spans.push(...trimmed(text, from, span.to));
  return spans;
}

/** Cuts a span between words, into parts of about `PART_WORDS` at most. */
function* cutWords(text: string, span: Span, language: string): Steps<Span[]> {
  const whole = text.slice(span.from, span.to);
  if (hasAtMost(SEGMENT_WORDS / 2, whole)) return [span];
  const parts: Span[] = [];
  let from = span.from;
  let words = 0;
  for (const unit of wordUnits(whole, language)) {
    const unitWords = countWords(unit.text);
    if (words > 0 && words + unitWords > PART_WORDS) {
      parts.push(...trimmed(text, from, span.from + unit.index));
      from = span.from + unit.index;
      words = 0;
    }
    words += unitWords;
    yield;
  }
  parts.push(...trimmed(text, from, span.to));
  return parts;
}

/** The units that a text may be cut between: runs without white space, the words in long runs, pieces of overlong words. */
function* wordUnits(text: string, language: string): Generator<{ text: string; index: number }> {
  let segmenter: Intl.Segmenter | undefined;
  for (const run of text.matchAll(/\S+/gu)) {
    if (hasAtMost(2, run[0])) {
      yield { text: run[0], index: run.index };
      continue;
    }
    segmenter ??= createSegmenter(language, "word");
    for (const part of run[0].matchAll(RUN_PART)) {
      const start = run.index + part.index;
      for (const { segment, index } of segmenter.segment(part[0])) {
        if (hasAtMost(PART_WORDS, segment)) yield { text: segment, index: start + index };
        else {
          for (const piece of segment.matchAll(/.{1,20}/gsu))
            yield { text: piece[0], index: start + index + piece.index };
        }
      }
    }
  }
}

const RUN_PART = new RegExp(`.{1,${RUN_CHARACTERS}}`, "gsu");

const hasAtMost = (words: number, text: string): boolean =>
  text.length <= mostCharacters(words) && countWords(text) <= words;

/** Joins parts into segments as long as allowed, each ending at the longest pause in its latter part. */
function* joinParts(timeline: Timeline, parts: Part[]): Steps<Span[]> {
  const segments: Span[] = [];
  let first = 0;
  while (first < parts.length) {
    const last = segmentEnd(timeline, parts, first);
    segments.push({ from: parts[first]!.from, to: parts[last]!.to });
    first = last + 1;
    yield;
  }
  return segments;
}

function segmentEnd(timeline: Timeline, parts: Part[], first: number): number {
  const startMs = timeline.startAt(parts[first]!.from);
  let best = first;
  let bestBreak = Number.NEGATIVE_INFINITY;
  let words = 0;
  for (let index = first; index < parts.length; index++) {
    const part = parts[index]!;
    words += part.words;
    if (index > first && (words > SEGMENT_WORDS || part.endMs - startMs > SEGMENT_MS)) return best;
    const long = part.endMs - startMs >= SEGMENT_MIN_MS || words >= SEGMENT_WORDS / 2;
    if (!long && part.breakAfter < LONG_PAUSE_MS) {
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

/** The span without the white space at its ends, or [] where nothing is left. */
export function trimmed(text: string, from: number, to: number): Span[] {
  const part = text.slice(from, to).trimEnd();
  const start = from + part.length - part.trimStart().length;
  return part === "" ? [] : [{ from: start, to: from + part.length }];
}
