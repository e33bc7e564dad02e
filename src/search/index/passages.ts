import { setImmediate as yieldToOthers } from "node:timers/promises";
import type { Cue } from "../../captions/cue.ts";
import type { Sentence } from "../../captions/sentence.ts";
import { placeSentences, type PlacedSentence } from "../../captions/sentences.ts";
import { createTerms } from "../../text/terms.ts";
import { createTimeline } from "../../captions/timeline.ts";
import { greatest } from "../../text/sum.ts";
import { groupWindows } from "./windows.ts";

export type PassageDraft = {
  /** From 0, in order of time. */
  ordinal: number;
  startMs: number;
  endMs: number;
  text: string;
  /** With their places in `text`. */
  sentences: PlacedSentence[];
  /** Parts of at most 80 words, to be embedded. */
  windows: WindowDraft[];
  /** In order, with repeats: those of what it shares with the passage before, then those of its windows. */
  terms: string[];
};

export type WindowDraft = Sentence & {
  /** How many terms the windows before it have, from the start of the transcript. */
  place: number;
  /** In order, with repeats. */
  terms: string[];
};

export type PassageOptions = {
  /** A passage is ended once it lasts so long, in milliseconds. */
  targetMs?: number;
  /** No window is added that would make it last longer than this, in milliseconds. */
  maxMs?: number;
  /** How much of the passage before is said again at its start, in whole sentences. */
  overlapMs?: number;
};

/**
 * Cuts a transcript into passages of about 150 to 180 seconds that begin and end with sentences, each beginning with the
 * last sentence or two of the one before. Every sentence is in one, and in one window. Takes time in proportion to
 * the transcript: tens of milliseconds for an hour of speech. A server cuts with `cutPassagesInTurns`.
 */
export function cutPassages(cues: Cue[], language: string, options: PassageOptions = {}): PassageDraft[] {
  return [...draftPassages(cues, language, options)];
}

/** As `cutPassages`, letting others run between. Rejects with the signal's reason when it is aborted. */
export async function cutPassagesInTurns(
  cues: Cue[],
  language: string,
  signal: AbortSignal,
): Promise<PassageDraft[]> {
  const passages: PassageDraft[] = [];
  let turnBegan = performance.now();
  for (const passage of draftPassages(cues, language, {})) {
    passages.push(passage);
    if (performance.now() - turnBegan < TURN_MS) continue;
    await yieldToOthers();
    signal.throwIfAborted();
    turnBegan = performance.now();
  }
  return passages;
}

const TURN_MS = 5;

function* draftPassages(cues: Cue[], language: string, options: PassageOptions): Generator<PassageDraft> {
  const { targetMs = 150_000, maxMs = 180_000, overlapMs = 10_000 } = options;
  const timeline = createTimeline(cues);
  const termsOf = createTerms(language);
  const groups = groupPassages(groupWindows(placeSentences(timeline, language)), targetMs, maxMs);
  let place = 0;
  const draftWindow = (sentences: PlacedSentence[]): WindowDraft => {
    const part = join(timeline.text, sentences);
    const window = { ...part, place, terms: termsOf(part.text) };
    place += window.terms.length;
    return window;
  };
  for (const [ordinal, group] of groups.entries()) {
    const lead = ordinal === 0 ? [] : lastSentences(groups[ordinal - 1]!.flat(), overlapMs);
    const leadTerms = lead.length === 0 ? [] : termsOf(join(timeline.text, lead).text);
    const sentences = [...lead, ...group.flat()];
    const windows = group.map(draftWindow);
    yield {
      ordinal,
      ...join(timeline.text, sentences),
      sentences: sentences.map((one) => ({
        ...one,
        from: one.from - sentences[0]!.from,
        to: one.to - sentences[0]!.from,
      })),
      windows,
      terms: [leadTerms, ...windows.map(({ terms }) => terms)].flat(),
    };
  }
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
