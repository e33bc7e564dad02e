import { runAtOnce, type Steps } from "../../async/steps.ts";
import type { Cue } from "../../captions/cue.ts";
import type { Sentence } from "../../captions/sentence.ts";
import { placeSentences, type PlacedSentence } from "../../captions/sentences.ts";
import { createTerms } from "../../text/terms.ts";
import { timelineSteps } from "../../captions/timeline.ts";
import { greatest } from "../../text/sum.ts";
import { groupWindows } from "./windows.ts";

export type PassageDraft = {
  /** The number of the passage in its transcript, from 0, in order of time. */
  ordinal: number;
  startMs: number;
  endMs: number;
  text: string;
  /** The sentences, with their offsets in `text`. */
  sentences: PlacedSentence[];
  /** The parts of the passage that are embedded, of at most 80 words each. */
  windows: WindowDraft[];
  /** The terms in order, with repeats: of the text shared with the passage before, then of the windows. */
  terms: string[];
};

export type WindowDraft = Sentence & {
  /** The position of the first term among the terms of all windows of the transcript, from 0. */
  firstPosition: number;
  /** The terms in order, with repeats. */
  terms: string[];
};

export type PassageOptions = {
  /** A passage is ended once it lasts so long, in milliseconds. */
  targetMs?: number;
  /** No window is added that would make it last longer than this, in milliseconds. */
  maxMs?: number;
  /** The greatest overlap with the passage before, in whole sentences, in milliseconds. */
  overlapMs?: number;
};

/** All of `passageSteps` at once, for tests and measurements. */
export function cutPassages(cues: Cue[], language: string, options?: PassageOptions): PassageDraft[] {
  return runAtOnce(passageSteps(cues, language, options));
}

/**
 * Cuts a transcript into passages of about 150 to 180 seconds that begin and end with sentences, each beginning with the
 * last sentence or two of the one before. Every sentence is in one passage, and in one window. The time it takes grows
 * with the transcript, tens of milliseconds for an hour of speech: a server runs the steps in turns.
 */
export function* passageSteps(
  cues: Cue[],
  language: string,
  { targetMs = 150_000, maxMs = 180_000, overlapMs = 10_000 }: PassageOptions = {},
): Steps<PassageDraft[]> {
  const timeline = yield* timelineSteps(cues);
  const termsOf = createTerms(language);
  const timelineSentences = yield* placeSentences(timeline, language);
  const groups = groupPassages(yield* groupWindows(timelineSentences), targetMs, maxMs);
  const passages: PassageDraft[] = [];
  let position = 0;
  for (const [ordinal, group] of groups.entries()) {
    const lead = ordinal === 0 ? [] : lastSentences(groups[ordinal - 1]!.flat(), overlapMs);
    const terms = lead.length === 0 ? [] : termsOf(join(timeline.text, lead).text);
    const windows: WindowDraft[] = [];
    const start = (lead[0] ?? group[0]![0]!).from;
    const placed = (one: PlacedSentence) => ({ ...one, from: one.from - start, to: one.to - start });
    const sentences = lead.map(placed);
    for (const part of group) {
      const window = join(timeline.text, part);
      const own = termsOf(window.text);
      windows.push({ ...window, firstPosition: position, terms: own });
      position += own.length;
      for (const term of own) terms.push(term);
      for (const sentence of part) sentences.push(placed(sentence));
      yield;
    }
    const whole = join(timeline.text, [...lead, ...group.flat()]);
    passages.push({ ordinal, ...whole, sentences, windows, terms });
    yield;
  }
  return passages;
}

function groupPassages(windows: PlacedSentence[][], targetMs: number, maxMs: number): PlacedSentence[][][] {
  const groups: PlacedSentence[][][] = [];
  let open: PlacedSentence[][] = [];
  for (const window of windows) {
    const startMs = open[0]?.[0]?.startMs;
    if (startMs !== undefined) {
      const lasts = open.at(-1)!.at(-1)!.endMs - startMs;
      if (lasts >= targetMs || window.at(-1)!.endMs - startMs > maxMs) {
        groups.push(open);
        open = [];
      }
    }
    open.push(window);
  }
  if (open.length > 0) groups.push(open);
  return groups;
}

/** The last two sentences at most, as far as they fit into the overlap, and never the whole passage. */
function lastSentences(sentences: PlacedSentence[], overlapMs: number): PlacedSentence[] {
  const endMs = sentences.at(-1)!.endMs;
  return sentences
    .slice(1)
    .slice(-2)
    .filter((sentence) => endMs - sentence.startMs <= overlapMs);
}

function join(text: string, sentences: PlacedSentence[]): Sentence {
  return {
    startMs: sentences[0]!.startMs,
    endMs: greatest(sentences.map((sentence) => sentence.endMs)),
    text: text.slice(sentences[0]!.from, sentences.at(-1)!.to),
  };
}
