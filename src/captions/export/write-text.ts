import { clock } from "../../text/numbers/clock.ts";
import { chapterHeading } from "../chapter-lists/chapter-headings.ts";
import type { Cue } from "../cue.ts";
import { createLabelTest } from "../formats/timed-lines/spoken-timestamp.ts";
import type { WrittenTranscript } from "./write-vtt.ts";

/** Cues that are written at once, in well under a millisecond. */
const CUES_PER_PART = 200;

/**
 * The parts of a text file with a line for each cue, its time before the words, under the headings of the chapters, which
 * `parseUploaded` reads back. Estimated times are left out.
 */
export function* writeText({ cues, chapters, isTimed }: WrittenTranscript): Generator<string> {
  const isLabel = createLabelTest();
  let chapter = 0;
  for (let from = 0; from < cues.length; from += CUES_PER_PART) {
    let part = "";
    for (const cue of cues.slice(from, from + CUES_PER_PART)) {
      while (chapter < chapters.length && chapters[chapter]!.startMs <= cue.startMs) {
        const isFirst = from === 0 && part === "";
        part += `${isFirst ? "" : "\n"}${chapterHeading(chapters[chapter]!, isTimed)}\n\n`;
        chapter += 1;
      }
      part += `${isTimed ? timedLine(cue, isLabel({ text: cue.text, timeMs: cue.startMs })) : cue.text}\n`;
    }
    yield part;
  }
}

/** A dash parts a time from words that would be taken for the same time, as transcript panels say it aloud. */
function timedLine({ startMs, text }: Cue, isLabel: boolean): string {
  return `${clock(startMs)} ${isLabel ? "– " : ""}${text}`;
}
