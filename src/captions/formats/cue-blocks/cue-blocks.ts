import type { Cue } from "../../cue.ts";
import { plainText } from "./caption-markup.ts";
import { parseCueTiming } from "./cue-timing.ts";
import { splitLines } from "../split-lines.ts";
import { timedCue } from "../../estimate-end.ts";

export type CueBlocks = {
  /** Cues with their words and line breaks as in the file, to be normalised before use. */
  cues: Cue[];
  /** The number of readable cue timings, and of those whose fractions have a comma, as in SubRip. */
  timings: number;
  commas: number;
};

/**
 * Reads the cues of WebVTT or SubRip. A timing line begins a cue wherever it stands, so that a missing header, number or
 * blank line does no harm. Cues whose times cannot be read, and text outside of cues, are left out. In WebVTT a blank line
 * ends a cue; SubRip files have blank lines inside cues (`blankLineEnds: false`).
 */
export function readCueBlocks(content: string, { blankLineEnds }: { blankLineEnds: boolean }): CueBlocks {
  const blocks: CueBlocks = { cues: [], timings: 0, commas: 0 };
  let lines: string[] = [];
  let begin: ((text: string) => Cue) | undefined;
  let numbered = false;
  const flush = (): void => {
    const text = begin === undefined ? "" : plainText(lines.join("\n"));
    if (begin !== undefined && text.trim() !== "") blocks.cues.push(begin(text));
    lines = [];
    begin = undefined;
  };

  for (const line of splitLines(content)) {
    const timing = parseCueTiming(line);
    if (timing === undefined) {
      if (blankLineEnds && line === "") flush();
      else lines.push(line);
      continue;
    }
    // A number directly before a timing numbers the cue, though "42" may also be words in a file without numbers.
    if (isNumber(lines.at(-1)) && (numbered || (lines.at(-2) ?? "").trim() === "")) {
      lines.pop();
      numbered = true;
    }
    flush();
    // The words of a cue with unreadable times are gathered and dropped.
    if (timing === "broken") continue;
    const { startMs, endMs } = timing;
    blocks.timings += 1;
    if (timing.separator === ",") blocks.commas += 1;
    begin = (text) => timedCue(startMs, endMs === undefined ? undefined : endMs - startMs, text);
  }
  flush();
  return blocks;
}

function isNumber(line: string | undefined): boolean {
  return line !== undefined && /^\s*\d{1,9}\s*$/.test(line);
}
