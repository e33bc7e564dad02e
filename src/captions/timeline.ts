import type { Cue } from "./cue.ts";

/**
 * The words of a transcript as one string (the cues' texts with white space folded, joined by a space), and the time of
 * every place in it. A cue that is shown longer than this many milliseconds is not one moment: the times of the words
 * inside it are interpolated by characters.
 */
const LONG_CUE_MS = 7_000;

export type Timeline = {
  text: string;
  /** The place in `text` where each cue begins; cues without text are left out. */
  cueOffsets: number[];
  /** When the word that begins at this place is said, in milliseconds. */
  startAt(offset: number): number;
  /** When the word that ends before this place has been said; always after the start of that word. */
  endAt(offset: number): number;
  /** Silence before the cue that begins at this place, in milliseconds. */
  pauseBefore(cueOffset: number): number;
};

type Line = { from: number; to: number; startMs: number; endMs: number };

export function createTimeline(cues: Cue[]): Timeline {
  const lines = placeLines(cues);
  const text = lines.map((line) => line.text).join(" ");

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
  };
}

/** Rolling captions show a line until after the next has begun: what is said in it ends when the next begins. */
function placeLines(cues: Cue[]): (Line & { text: string })[] {
  const spoken = cues
    .map((cue) => ({ ...cue, text: cue.text.replace(/\s+/gu, " ").trim() }))
    .filter((cue) => cue.text !== "");
  let from = 0;
  return spoken.map(({ text, startMs, endMs }, index) => {
    const nextMs = spoken[index + 1]?.startMs ?? Number.POSITIVE_INFINITY;
    const line = {
      text,
      from,
      to: from + text.length,
      startMs,
      endMs: Math.max(Math.min(endMs, nextMs), startMs + 1),
    };
    from = line.to + 1;
    return line;
  });
}
