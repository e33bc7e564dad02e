import { clock } from "../../text/numbers/clock.ts";
import type { ListedChapter } from "../chapter-lists/chapter-list.ts";
import type { Cue } from "../cue.ts";

/** A transcript to be written to a file. `isTimed`: false where its times are estimates. */
export type WrittenTranscript = {
  cues: readonly Cue[];
  chapters: readonly ListedChapter[];
  isTimed: boolean;
};

const ESTIMATES = "Times are estimates: the transcript came without times.";

/** Whether a WebVTT file that `writeVtt` wrote says that its times are estimates. */
export const hasEstimatedTimes = (content: string): boolean =>
  /^\uFEFF?WEBVTT\s+NOTE /.test(content) && content.slice(0, 200).includes(ESTIMATES);

/** Cues that are written at once, in well under a millisecond. */
const CUES_PER_PART = 200;

/** The parts of a WebVTT file with the cues of a transcript, and its chapters in a note that `parseUploaded` reads back. */
export function* writeVtt({ cues, chapters, isTimed }: WrittenTranscript): Generator<string> {
  yield "WEBVTT\n\n";
  if (!isTimed) yield note(ESTIMATES);
  if (chapters.length > 0) {
    const lines = chapters.map(({ startMs, title }) => `${clock(startMs)} ${inNote(title)}`);
    yield note(["Chapters", ...lines].join("\n"));
  }
  for (let from = 0; from < cues.length; from += CUES_PER_PART) {
    yield cues
      .slice(from, from + CUES_PER_PART)
      .map(({ startMs, endMs, text }) => `${timestamp(startMs)} --> ${timestamp(endMs)}\n${escape(text)}\n\n`)
      .join("");
  }
}

const note = (text: string): string => `NOTE ${text}\n\n`;

/** A note ends with a blank line, and no arrow may stand in it. */
const inNote = (title: string): string => title.replace(/\s+/g, " ").replaceAll("-->", "→");

/** What is markup in WebVTT, and what `parseUploaded` knows of other formats: styles and line breaks. */
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\\": "&#92;" };

const escape = (text: string): string =>
  text.replace(/[&<>\\]/g, (char) => ENTITIES[char]!).replaceAll("[br]", "&#91;br]");

/** 3,723,045 ms is 01:02:03.045. */
function timestamp(ms: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${parts.map(two).join(":")}.${String(ms % 1000).padStart(3, "0")}`;
}
