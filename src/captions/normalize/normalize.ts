import type { Cue } from "../cue.ts";
import { estimateSpeechMs } from "../estimate-end.ts";
import { withoutRepeats } from "./repeats.ts";
import { cleanCueText } from "./clean-cue-text.ts";

/** Longer than any video: a cue that starts later is a mistake. */
export const LONGEST_VIDEO_MS = 48 * 3_600_000;

/**
 * Brings cues of any format into the form in which transcripts are stored:
 * - text on one line as `cleanCueText` gives it, otherwise word for word (the parsers decode entities); cues without words
 *   are dropped;
 * - lines that rolling captions show again are kept once (see `withoutRepeats`);
 * - in order of start. A start before 0 becomes 0; cues that end before 0, start later than any video can, or have no
 *   start are dropped;
 * - an end that is missing (NaN, infinite, or not after the start) is estimated from the words; an end past the start of
 *   a later cue becomes that start. Cues that start together may overlap.
 *
 * Applying it again changes nothing. It takes linear time, apart from sorting.
 */
export function normalizeCues(cues: Cue[]): Cue[] {
  const timed = cues.flatMap((cue) => withSaneTimes(cue) ?? []);
  timed.sort((one, other) => one.startMs - other.startMs);
  endBeforeNext(timed);
  const once = withoutRepeats(timed);
  // A line that is shown again lasts until it goes, which may be after the next has begun.
  endBeforeNext(once);
  return once;
}

/** Ends each cue at the start of a later one. Runs before repeats are removed too, which depends on the times. */
function endBeforeNext(cues: Cue[]): void {
  let later = Number.POSITIVE_INFINITY;
  for (let index = cues.length - 1; index >= 0; index -= 1) {
    const cue = cues[index] as Cue;
    const next = cues[index + 1];
    if (next !== undefined && next.startMs > cue.startMs) later = next.startMs;
    cue.endMs = Math.min(cue.endMs, later);
  }
}

/** A copy with whole times in range, or undefined where the cue has no valid start or no words. */
function withSaneTimes({ startMs, endMs, text }: Cue): Cue | undefined {
  if (!Number.isFinite(startMs) || startMs > LONGEST_VIDEO_MS) return undefined;
  if (startMs < 0 && endMs <= 0) return undefined;
  const words = cleanCueText(text);
  if (words === "") return undefined;
  const start = Math.max(0, Math.round(startMs));
  const end = Math.round(endMs);
  // False for NaN too.
  const hasEnd = end > start && end <= 2 * LONGEST_VIDEO_MS;
  return { startMs: start, endMs: hasEnd ? end : start + estimateSpeechMs(words), text };
}
