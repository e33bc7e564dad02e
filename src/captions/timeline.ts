import { runAtOnce, type Steps } from "../async/steps.ts";
import { spaceBetween } from "../text/scripts.ts";
import type { Cue } from "./cue.ts";

/** Within a cue that is shown longer than this, the times of words are interpolated by characters. */
const LONG_CUE_MS = 7_000;

/** The words of a transcript as one string, and the time of every offset in it, in milliseconds. */
export type Timeline = {
  /** The cues' texts with white space folded, joined by a space; by nothing in scripts without spaces. */
  text: string;
  /** The offsets in `text` at which cues begin; cues without text are left out. */
  cueOffsets: number[];
  /** When the word that begins at this offset is said. */
  startAt(offset: number): number;
  /** When the word that ends before this offset has been said; always after the start of that word. */
  endAt(offset: number): number;
  /** Silence before the cue that begins at this offset. */
  pauseBefore(cueOffset: number): number;
  /** The number of the cue that an offset is in. */
  cueAt(offset: number): number;
  /** The times of a cue, until the next begins. */
  timesOf(cue: number): { startMs: number; endMs: number };
};

type Line = { from: number; to: number; startMs: number; endMs: number };

export const createTimeline = (cues: Cue[]): Timeline => runAtOnce(timelineSteps(cues));

export function* timelineSteps(cues: Cue[]): Steps<Timeline> {
  const lines = yield* placeLines(cues);
  const text = lines.map((line) => line.space + line.text).join("");

  const indexAt = (offset: number): number => {
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lines[middle]!.from <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  const interpolate = (line: Line, offset: number): number =>
    line.startMs + ((line.endMs - line.startMs) * (offset - line.from)) / (line.to - line.from);

  return {
    text,
    cueOffsets: lines.map((line) => line.from),
    startAt(offset) {
      const line = lines[indexAt(offset)]!;
      if (line.endMs - line.startMs <= LONG_CUE_MS) return line.startMs;
      return Math.min(Math.floor(interpolate(line, offset)), line.endMs - 1);
    },
    endAt(offset) {
      const line = lines[indexAt(offset - 1)]!;
      if (line.endMs - line.startMs <= LONG_CUE_MS) return line.endMs;
      return Math.max(Math.ceil(interpolate(line, Math.min(offset, line.to))), line.startMs + 1);
    },
    pauseBefore(cueOffset) {
      const index = indexAt(cueOffset);
      return index === 0 ? 0 : lines[index]!.startMs - lines[index - 1]!.endMs;
    },
    cueAt: indexAt,
    timesOf: (cue) => lines[cue]!,
  };
}

/** Places the cues in the text. Each ends when the next begins: rolling captions show a line for longer. */
function* placeLines(cues: Cue[]): Steps<(Line & { space: string; text: string })[]> {
  const lines: (Line & { space: string; text: string })[] = [];
  for (const { startMs, endMs, text: given } of cues) {
    yield;
    const text = fold(given);
    if (text === "") continue;
    const before = lines.at(-1);
    if (before) before.endMs = Math.max(Math.min(before.endMs, startMs), before.startMs + 1);
    const space = before ? spaceBetween(before.text, text) : "";
    const from = before ? before.to + space.length : 0;
    lines.push({ space, text, from, to: from + text.length, startMs, endMs: Math.max(endMs, startMs + 1) });
  }
  return lines;
}

/** White space that has to be folded; normalized cues have none. */
const UNFOLDED = /[^\S ]| {2}/u;

const fold = (text: string): string => (UNFOLDED.test(text) ? text.replace(/\s+/gu, " ") : text).trim();
