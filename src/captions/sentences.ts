import { runAtOnce, type Steps } from "../async/steps.ts";
import type { Cue } from "./cue.ts";
import type { Sentence } from "./sentence.ts";
import { cutLongSpan } from "./segments/segments.ts";
import { trimmed, type Span } from "./span.ts";
import { createTimeline, type Timeline } from "./timeline.ts";
import { CONTEXT_AFTER, CONTEXT_BEFORE, isSentenceEnd } from "./sentence-ends/is-sentence-end.ts";
import { sentenceEnds } from "./sentence-ends/sentence-ends.ts";

/** A sentence and its span in the timeline's text. */
export type PlacedSentence = Sentence & Span;

/**
 * The sentences of a transcript, in order and with nothing left out. Captions without punctuation are cut where
 * speech pauses or a clause begins instead, to 8 to 30 words where that can be. A sentence's text stands word for word in
 * the cues that its times overlap (white space folded, cues joined by a space, in scripts without spaces by nothing).
 */
export function splitSentences(cues: Cue[], language: string): Sentence[] {
  const timeline = createTimeline(cues);
  return runAtOnce(placeSentences(timeline, language)).map(({ startMs, endMs, text }) => ({
    startMs,
    endMs,
    text,
  }));
}

/** Like `splitSentences`, for a timeline, with the spans of the sentences in its text. */
export function* placeSentences(timeline: Timeline, language: string): Steps<PlacedSentence[]> {
  const sentences: PlacedSentence[] = [];
  for (const sentence of sentenceSpans(timeline.text, language)) {
    for (const { from, to } of yield* cutLongSpan(timeline, sentence, language)) {
      sentences.push({
        startMs: timeline.startAt(from),
        endMs: timeline.endAt(to),
        text: timeline.text.slice(from, to),
        from,
        to,
      });
    }
    yield;
  }
  return sentences;
}

function* sentenceSpans(text: string, language: string): Generator<Span> {
  let open = 0;
  let from = 0;
  for (const end of sentenceEnds(text, language)) {
    const to = from + text.slice(from, end).trimEnd().length;
    from = end;
    // Only what is near, so that an endless sentence is not read again and again.
    const before = text.slice(Math.max(open, to - CONTEXT_BEFORE), to);
    if (!isSentenceEnd(before, text.slice(end, end + CONTEXT_AFTER), language)) continue;
    yield* trimmed(text, open, to);
    open = end;
  }
  yield* trimmed(text, open, text.length);
}
