import type { Steps } from "../async/steps.ts";
import type { Cue, StoredCue } from "./cue.ts";

/** Cues that are written in one step. */
const CUES_PER_STEP = 256;

/** Cues in JSON, as they are stored. */
export function* storedCuesSteps(cues: Cue[], toText = (text: string) => text): Steps<string> {
  const parts: string[] = [];
  for (let from = 0; from < cues.length; from += CUES_PER_STEP) {
    const part = cues
      .slice(from, from + CUES_PER_STEP)
      .map(({ startMs, endMs, text }): StoredCue => [startMs, endMs, toText(text)]);
    parts.push(JSON.stringify(part).slice(1, -1));
    yield;
  }
  return `[${parts.join()}]`;
}
