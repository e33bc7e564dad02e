import { guessLanguage } from "../text/language/guess-language.ts";
import type { Cue } from "./cue.ts";

/** Enough to detect a language: the beginning of a video is often music and names. */
const SAMPLE_CHARS = 4000;

/** A word or two may be of any language. */
const MIN_LETTERS = 12;

/** The ISO 639-1 code of the language the cues are in; `und` (undetermined, BCP 47) where it cannot be told. */
export function detectLanguage(cues: Cue[]): string {
  let sample = "";
  for (const cue of cues) {
    if (sample.length >= SAMPLE_CHARS) break;
    sample += ` ${cue.text}`;
  }
  if ((sample.match(/\p{L}/gu)?.length ?? 0) < MIN_LETTERS) return "und";
  return guessLanguage(sample)?.language ?? "und";
}
