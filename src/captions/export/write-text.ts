import { clock } from "../../text/numbers/clock.ts";
import { chapterHeading } from "../chapter-lists/chapter-headings.ts";
import type { Cue } from "../cue.ts";
import type { WrittenTranscript } from "./write-vtt.ts";

/** Cues that are written at once, in well under a millisecond. */
const CUES_PER_PART = 200;

/**
 * The parts of a text file with a line for each cue, its time before the words, under the headings of the chapters, which
 * `parseUploaded` reads back. Estimated times are left out.
 */
export function* writeText({ cues, chapters, isTimed }: WrittenTranscript): Generator<string> {
  let chapter = 0;
  for (let from = 0; from < cues.length; from += CUES_PER_PART) {
    let part = "";
    for (const cue of cues.slice(from, from + CUES_PER_PART)) {
      while (chapter < chapters.length && chapters[chapter]!.startMs <= cue.startMs) {
        const isFirst = from === 0 && part === "";
        part += `${isFirst ? "" : "\n"}${chapterHeading(chapters[chapter]!, isTimed)}\n\n`;
        chapter += 1;
      }
      part += `${isTimed ? timedLine(cue) : cue.text}\n`;
    }
    yield part;
  }
}

/** Words that may be taken for the same time as it is said ("12 seconds"), for the end of a range or for a mark; not "3:16". */
const MAY_BE_PART_OF_TIME = /^(?:\p{Nd}(?!\p{Nd}*[:：]\p{Nd})|[\p{Pd}−~～→>|:(<]|to \p{Nd})/u;

/** A dash parts a time from words that may be taken for a part of it. */
function timedLine({ startMs, text }: Cue): string {
  const time = clock(startMs);
  const units = time
    .split(":")
    .map(Number)
    .filter((value) => value > 0);
  const mayBeSaidInWords = units.length > 0 && units.every((value) => value <= 2);
  return `${time} ${mayBeSaidInWords || MAY_BE_PART_OF_TIME.test(text) ? "– " : ""}${text}`;
}
