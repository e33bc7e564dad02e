import type { Cue } from "../cue.ts";
import { quoted, type Warnings } from "./warnings.ts";

const NAME = /^\p{Lu}[\p{L}\p{M}.'’-]*(?:,? \p{Lu}[\p{L}\p{M}.'’-]*| \d{1,3}){0,4}$/u;

/** Cues without the line with the speaker's name above their words, where each of at least two has one. */
export function withoutSpeakerLines(cues: Cue[], warnings: Warnings): Cue[] {
  const names = cues.map(({ text }) => /^(.*)\n/.exec(text.trim())?.[1]?.trim() ?? "");
  if (cues.length < 2 || !names.every((name) => NAME.test(name))) return cues;
  const shown = [...new Set(names)].slice(0, 5).map(quoted).join(", ");
  warnings.add(undefined, `The names above the words were left out: ${shown}.`);
  return cues.map((cue) => ({ ...cue, text: cue.text.trim().replace(/^.*\n/, "") }));
}
