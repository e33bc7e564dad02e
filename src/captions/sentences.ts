import type { Cue } from "./cue.ts";
import type { Sentence } from "./sentence.ts";
import { cutLongSpan, pushTrimmed, type Span } from "./segments.ts";
import { createTimeline, type Timeline } from "./timeline.ts";
import { createSegmenter } from "../text/words.ts";

/** Words whose full stop ends no sentence; single letters are initials. */
const ABBREVIATED =
  /(?:^|[\s("'])(?:\p{L}|mr|mrs|ms|dr|prof|st|sr|jr|vs|e\.g|i\.e|cf|fig|eq|approx|no|vol|z\.b|d\.h|bzw|usw|sra|dra|ud|uds|mme|mlle)\.$/iu;

/** A sentence, and where it stands in a text. */
export type PlacedSentence = Sentence & Span;

/**
 * The sentences of a transcript, in order and with nothing left out. Captions without punctuation are cut at pauses and
 * between cues instead, to 8 to 15 seconds and at most 30 words. A sentence's text stands word for word in the cues
 * (white space folded, cues joined by a space) that its times overlap.
 */
export function splitSentences(cues: Cue[], language: string): Sentence[] {
  return placeSentences(createTimeline(cues), language).map(({ startMs, endMs, text }) => ({
    startMs,
    endMs,
    text,
  }));
}

/** As `splitSentences`, of a timeline, and with the places of the sentences in its text. */
export function placeSentences(timeline: Timeline, language: string): PlacedSentence[] {
  return sentenceSpans(timeline.text, language)
    .flatMap((span) => cutLongSpan(timeline, span, language))
    .map(({ from, to }) => ({
      startMs: timeline.startAt(from),
      endMs: timeline.endAt(to),
      text: timeline.text.slice(from, to),
      from,
      to,
    }));
}

function sentenceSpans(text: string, language: string): Span[] {
  const spans: Span[] = [];
  let open: number | undefined;
  for (const { segment, index } of createSegmenter(language, "sentence").segment(text)) {
    open ??= index;
    const to = index + segment.trimEnd().length;
    // The tail is enough to see an abbreviation in, and keeps one endless sentence from being read again and again.
    if (ABBREVIATED.test(text.slice(Math.max(open, to - 16), to))) continue;
    pushTrimmed(spans, text, open, to);
    open = undefined;
  }
  if (open !== undefined) pushTrimmed(spans, text, open, text.length);
  return spans;
}
