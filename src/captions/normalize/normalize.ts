import type { Cue } from "../cue.ts";
import { estimateSpeechMs } from "../estimate-end.ts";
import { withoutRepeats } from "./repeats.ts";
import { cleanCueText } from "./clean-cue-text.ts";

/** Longer than any video: what starts later is a mistake, what ends later has no known end. */
const LONGEST_VIDEO_MS = 48 * 3_600_000;

/**
 * The one form in which transcripts are stored, whatever format they came in:
 * - text on one line as `cleanCueText` gives it, otherwise word for word (entities are the parsers' part); cues without
 *   words go;
 * - what rolling captions show again is there once (see `withoutRepeats`);
 * - in order of start. A start before 0 becomes 0; cues that end before 0, start later than any video can, or have no
 *   start go;
 * - an end that is missing (NaN, infinite, or not after the start) is estimated from the words; an end past the start of
 *   a later cue becomes that start. Cues that start together may overlap.
 *
 * Applying it again changes nothing. Takes linear time but for sorting.
 */
export function normalizeCues(cues: Cue[]): Cue[] {
  const timed = cues.flatMap((cue) => withSaneTimes(cue) ?? []);
  timed.sort((one, other) => one.startMs - other.startMs);
  endBeforeNext(timed);
  return withoutRepeats(timed);
}

// Before repeats are looked for, so that what they see is the same when all this is done again.
function endBeforeNext(cues: Cue[]): void {
  let later = Number.POSITIVE_INFINITY;
  for (let index = cues.length - 1; index >= 0; index -= 1) {
    const cue = cues[index] as Cue;
    const next = cues[index + 1];
    if (next !== undefined && next.startMs > cue.startMs) later = next.startMs;
    cue.endMs = Math.min(cue.endMs, later);
  }
}

/** A copy with whole times in range, or undefined where the cue cannot be placed or says nothing. */
function withSaneTimes({ startMs, endMs, text }: Cue): Cue | undefined {
  if (!Number.isFinite(startMs) || startMs > LONGEST_VIDEO_MS) return undefined;
  if (startMs < 0 && endMs <= 0) return undefined;
  const spoken = cleanCueText(text);
  if (spoken === "") return undefined;
  const start = Math.max(0, Math.round(startMs));
  const end = Math.round(endMs);
  // The comparison is false for NaN too.
  const known = end > start && end <= 2 * LONGEST_VIDEO_MS;
  return { startMs: start, endMs: known ? end : start + estimateSpeechMs(spoken), text };
}
