import { runAtOnce, type Steps } from "../../async/steps.ts";
import type { Cue } from "../../captions/cue.ts";
import { placeSentences, type PlacedSentence } from "../../captions/sentences.ts";
import { timelineSteps } from "../../captions/timeline.ts";
import { passageSteps } from "./passages.ts";
import type { Range } from "./range.ts";
import { windowSteps } from "./windows.ts";

/** A transcript cut into sentences, and these into windows and passages; all in order, with no sentence left out. */
export type TranscriptCut = {
  /** The whole text, which the sentences' spans are offsets in. */
  text: string;
  sentences: PlacedSentence[];
  windows: Range[];
  passages: Range[];
};

/** All of `cutSteps` at once, for tests and measurements. */
export const cutTranscript = (cues: Cue[], language: string): TranscriptCut =>
  runAtOnce(cutSteps(cues, language));

/** Cuts a transcript. An hour of speech takes tens of milliseconds: a server runs the steps in turns. */
export function* cutSteps(cues: Cue[], language: string): Steps<TranscriptCut> {
  const timeline = yield* timelineSteps(cues);
  const sentences = yield* placeSentences(timeline, language);
  return {
    text: timeline.text,
    sentences,
    windows: yield* windowSteps(sentences),
    passages: yield* passageSteps(sentences),
  };
}
