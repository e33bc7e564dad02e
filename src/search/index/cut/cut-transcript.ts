import { runAtOnce, type Steps } from "../../../async/steps.ts";
import type { Cue } from "../../../captions/cue.ts";
import { placeSentences, type PlacedSentence } from "../../../captions/sentences.ts";
import { timelineSteps } from "../../../captions/timeline.ts";
import { passageSteps } from "./passages.ts";
import type { Range } from "../range.ts";
import { windowSteps } from "./windows.ts";

/** A transcript cut into sentences, and these into windows and passages; all in order, with no sentence left out. */
export type TranscriptCut = {
  /** The whole text, which the sentences' spans are offsets in. */
  text: string;
  sentences: PlacedSentence[];
  windows: Range[];
  passages: Range[];
};

/** More sentences than a day of speech has: each has a vector. */
const MOST_SENTENCES = 40_000;
/** Of a text with more, neighbours are joined up to this length, in characters. */
const JOINED_CHARS = 100;

/** All of `cutSteps` at once, for tests and measurements. */
export const cutTranscript = (cues: Cue[], language: string): TranscriptCut =>
  runAtOnce(cutSteps(cues, language));

/** Cuts a transcript. An hour of speech takes tens of milliseconds: a server runs the steps in turns. */
export function* cutSteps(cues: Cue[], language: string): Steps<TranscriptCut> {
  const timeline = yield* timelineSteps(cues);
  const sentences = yield* joinedSteps(timeline.text, yield* placeSentences(timeline, language));
  return {
    text: timeline.text,
    sentences,
    windows: yield* windowSteps(sentences),
    passages: yield* passageSteps(sentences),
  };
}

/** The sentences, or where those are too many for their length, such as "Yes." a million times, runs of them. */
function* joinedSteps(text: string, sentences: PlacedSentence[]): Steps<PlacedSentence[]> {
  if (sentences.length <= MOST_SENTENCES) return sentences;
  const joined: PlacedSentence[] = [];
  for (const sentence of sentences) {
    const last = joined.at(-1);
    if (last && sentence.to - last.from <= JOINED_CHARS) {
      last.to = sentence.to;
      last.endMs = Math.max(last.endMs, sentence.endMs);
      last.text = text.slice(last.from, last.to);
    } else joined.push({ ...sentence });
    yield;
  }
  return joined;
}
