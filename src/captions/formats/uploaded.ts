import { chapterListAbove, chapterListIn } from "../chapter-lists/uploaded-chapters.ts";
import type { ListedChapter } from "../chapter-lists/chapter-list.ts";
import type { Cue } from "../cue.ts";
import { CaptionFormatError } from "./caption-format-error.ts";
import { type CueBlocks, readCueBlocks } from "./cue-blocks/cue-blocks.ts";
import { readTimedLines } from "./timed-lines/timed-lines.ts";
import { readUntimedText } from "./untimed-text.ts";

export { CaptionFormatError };

export type UploadFormat = "VTT" | "SRT" | "TEXT";

export type UploadedCaptions = {
  cues: Cue[];
  /** The list of chapters that stands in it; null: none. */
  chapters: ListedChapter[] | null;
  /** false: it has no times, and those of its cues are estimates. */
  isTimed: boolean;
  /** What was left out or guessed, for the person who supplied it. */
  warnings: string[];
};

const NAMES: Record<UploadFormat, string> = { VTT: "WebVTT", SRT: "SubRip", TEXT: "text" };

/**
 * Parses an uploaded transcript: WebVTT, SubRip or text, with times before the words or without any. `text` may span
 * lines, for `normalizeCues`, which must follow and may leave no cue (all [Music]). Never without cues: throws a
 * `CaptionFormatError` whose message tells a person what was found and what to change. `durationMs`, the length of the
 * video, scales estimated times; null: it is not known.
 */
export function parseUploaded(
  format: UploadFormat,
  content: string,
  durationMs: number | null = null,
): UploadedCaptions {
  refuseUnreadable(content);
  refuseOtherDocuments(format, content);
  if (format === "TEXT") return parseText(content, durationMs);
  const blocks = readCueBlocks(content, { blankLineEnds: format === "VTT" });
  const header = hasHeader(content);
  if (format === "SRT" && header) throw wrongFormat("SRT", "VTT", "it begins with WEBVTT");
  // Without its header WebVTT is still unmistakable. Commas in all times are not: that is how SubRip writes them.
  if (format === "VTT" && !header && blocks.timings > 0 && blocks.commas === blocks.timings)
    throw wrongFormat("VTT", "SRT", "its times have commas and WEBVTT is not its first line");
  if (blocks.cues.length === 0) throw nothingFound(format, blocks, content);
  return { cues: blocks.cues, chapters: chapterListIn(content), isTimed: true, warnings: [] };
}

function parseText(content: string, durationMs: number | null): UploadedCaptions {
  const blocks = readCueBlocks(content, { blankLineEnds: false });
  if (hasHeader(content)) throw wrongFormat("TEXT", "VTT", "it begins with WEBVTT");
  if (blocks.timings > 0)
    throw wrongFormat(
      "TEXT",
      blocks.commas > 0 ? "SRT" : "VTT",
      "it has lines such as 00:01.000 --> 00:02.000",
    );
  const withChapters = chapterListAbove(content);
  if (withChapters !== null) return { ...withChapters, isTimed: true, warnings: [] };
  const cues = readTimedLines(content);
  if (areTimesOf(content, cues)) return { cues, chapters: null, isTimed: true, warnings: [] };
  return parseUntimed(content, durationMs);
}

function parseUntimed(content: string, durationMs: number | null): UploadedCaptions {
  if (LINK_ALONE.test(content.trim()))
    throw new CaptionFormatError("The transcript is a link: send the words themselves.");
  return {
    cues: readUntimedText(content, durationMs),
    chapters: null,
    isTimed: false,
    warnings: [
      "No line begins with a time such as 0:15, so times are estimated from the words: links open the beginning of the video.",
    ],
  };
}

const LINK_ALONE = /^https?:\/\/\S+$/i;

/** More than a heading, and than a heading with a description. */
const HEADING_CHARS = 100;
const DESCRIPTION_CHARS = 500;

/**
 * Whether the times of these cues are those of the text. A line or two of a text without times may begin with what looks like
 * one: then much stands above the first.
 */
function areTimesOf(content: string, cues: Cue[]): boolean {
  const [first] = cues;
  if (first === undefined) return false;
  const above = content.indexOf(first.text.split("\n", 1)[0]!);
  if (cues.length === 1) return above <= HEADING_CHARS;
  return above <= DESCRIPTION_CHARS || above * 2 <= content.length;
}

function refuseUnreadable(content: string): void {
  if (content.replace(/^\uFEFF/, "").trim() === "")
    throw new CaptionFormatError("The transcript is empty: send the content of the file.");
  if (content.includes("\0"))
    throw new CaptionFormatError(
      "The transcript is not text in UTF-8: it has NUL characters, as UTF-16 and binary files do. Save it as UTF-8.",
    );
  // A few replacement characters do no harm; one in two hundred characters is another encoding read as UTF-8.
  const unreadable = content.split("\uFFFD").length - 1;
  if (unreadable >= 3 && unreadable > content.length / 200)
    throw new CaptionFormatError(
      `The transcript is not text in UTF-8: ${unreadable} of its characters could not be read. Save it as UTF-8.`,
    );
}

function refuseOtherDocuments(format: UploadFormat, content: string): void {
  const start = content
    .slice(0, 1_000)
    .replace(/^\uFEFF/, "")
    .trimStart();
  const found = /^(?:<!doctype html|<html)/i.test(start)
    ? "a web page"
    : /^(?:<\?xml|<tt[\s>]|<timedtext|<transcript>)/i.test(start)
      ? "XML"
      : /^(?:\{\s*"|\[\s*\{)/.test(start)
        ? "JSON"
        : undefined;
  if (found !== undefined)
    throw new CaptionFormatError(
      `The transcript is ${found}, not ${NAMES[format]}: convert it to WebVTT or SubRip.`,
    );
}

function hasHeader(content: string): boolean {
  return /^\uFEFF?\s*WEBVTT(?:\s|$)/.test(content.slice(0, 1_000));
}

function wrongFormat(given: UploadFormat, found: UploadFormat, why: string): CaptionFormatError {
  return new CaptionFormatError(
    `The transcript is ${NAMES[found]}, not ${NAMES[given]} (${why}): send it with format ${found}.`,
  );
}

function nothingFound(format: "VTT" | "SRT", blocks: CueBlocks, content: string): CaptionFormatError {
  if (blocks.timings > 0)
    return new CaptionFormatError("The transcript has times but no words in any of its cues.");
  if (readTimedLines(content).length > 1)
    return wrongFormat(format, "TEXT", "its lines begin with times, but none has an arrow between two times");
  const example = format === "VTT" ? "00:00:01.000 --> 00:00:02.000" : "00:00:01,000 --> 00:00:02,000";
  return new CaptionFormatError(
    `No cue was found: ${NAMES[format]} has a line such as ${example} above the words of each cue.`,
  );
}
