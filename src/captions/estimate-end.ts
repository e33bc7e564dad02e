import type { Cue } from "./cue.ts";

// About 150 English words a minute; scripts that write a syllable or a word with one character take longer for each.
const MS_PER_CHARACTER = 65;
const MS_PER_WIDE_CHARACTER = 190;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 600_000;

/** How long it takes to say a text, in integer milliseconds: 1 second to 10 minutes. */
export function estimateSpeechMs(text: string): number {
  const wide = text.match(WIDE)?.length ?? 0;
  const ms = (text.length - wide) * MS_PER_CHARACTER + wide * MS_PER_WIDE_CHARACTER;
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, ms));
}

/** A cue from the times in a file. A missing duration (undefined, or not a positive number) is estimated from the text. */
export function timedCue(startMs: number, durationMs: number | undefined, text: string): Cue {
  const start = Math.round(startMs);
  const hasDuration = durationMs !== undefined && Math.round(durationMs) > 0;
  const duration = hasDuration ? Math.round(durationMs) : estimateSpeechMs(text);
  return { startMs: start, endMs: start + duration, text };
}
