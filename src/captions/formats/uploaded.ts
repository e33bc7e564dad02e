import { chapterListAbove, chapterListIn } from "../chapter-lists/uploaded-chapters.ts";
import { withoutChapterHeadings } from "../chapter-lists/chapter-headings.ts";
import type { ListedChapter } from "../chapter-lists/chapter-list.ts";
import type { Cue } from "../cue.ts";
import { hasEstimatedTimes } from "../export/write-vtt.ts";
import { CaptionFormatError } from "./caption-format-error.ts";
import { type CueBlocks, readCueBlocks } from "./cue-blocks/cue-blocks.ts";
import { decodeStrayBytes } from "./decode-stray-bytes.ts";
import { refuseOtherDocuments, refuseTooManyLines, refuseUnreadable } from "./refuse-unreadable.ts";
import { readTimedLines } from "./timed-lines/timed-lines.ts";
import { readSeparatedValues } from "./separated-values.ts";
import { withoutSpeakerLines } from "./speaker-lines.ts";
import { readUntimedText } from "./untimed-text.ts";
import { createWarnings, type Warnings } from "./warnings.ts";

export { CaptionFormatError };

export type UploadFormat = "VTT" | "SRT" | "TEXT" | "SBV" | "AUTO";

export type UploadedCaptions = {
  cues: Cue[];
  /** The list of chapters that stands in it; null: none. */
  chapters: ListedChapter[] | null;
  /** false: it has no times, and those of its cues are estimates. */
  isTimed: boolean;
  /** What was left out or guessed, for the person who supplied it. */
  warnings: string[];
};

type KnownFormat = Exclude<UploadFormat, "AUTO">;

const NAMES: Record<UploadFormat, string> = {
  VTT: "WebVTT",
  SRT: "SubRip",
  TEXT: "text",
  SBV: "SubViewer",
  AUTO: "a transcript that is taken as it is",
};

/**
 * Parses an uploaded transcript: WebVTT, SubRip, SubViewer or text, with times before the words or without any; AUTO finds
 * out which. `text` may span lines, for `normalizeCues`, which must follow and may leave no cue (all [Music]). Never
 * without cues: throws a `CaptionFormatError` whose message tells a person what was found and what to change.
 * `durationMs`, the length of the video, scales estimated times; null: it is not known.
 */
export function parseUploaded(
  format: UploadFormat,
  given: string,
  durationMs: number | null = null,
): UploadedCaptions {
  refuseUnreadable(given);
  refuseTooManyLines(given);
  refuseOtherDocuments(NAMES[format], given);
  const content = decodeStrayBytes(given);
  const warnings = createWarnings();
  const captions =
    format === "AUTO"
      ? parseDetected(content, durationMs, warnings)
      : parseAs(format, content, durationMs, warnings);
  return { ...captions, warnings: [...warnings.list(), ...captions.warnings] };
}

/** As what it is found to be. */
function parseDetected(content: string, durationMs: number | null, warnings: Warnings): UploadedCaptions {
  if (hasHeader(content)) return parseAs("VTT", content, durationMs, warnings);
  const { timings, strict, separators } = readCueBlocks(content, { blankLineEnds: false });
  if (timings === 0 || strict === 0) return parseAs("TEXT", content, durationMs, warnings);
  return parseAs(separators["."] > separators[","] ? "VTT" : "SRT", content, durationMs, warnings);
}

function parseAs(
  format: KnownFormat,
  content: string,
  durationMs: number | null,
  warnings: Warnings,
): UploadedCaptions {
  if (format === "TEXT") return parseText(content, durationMs, warnings);
  const header = hasHeader(content);
  if (format !== "VTT" && header) throw wrongFormat(format, "VTT", "it begins with WEBVTT");
  const blocks = readCueBlocks(content, { blankLineEnds: format === "VTT", warnings });
  // Without its header WebVTT is still unmistakable. Commas in all times are not: that is how SubRip writes them.
  if (format === "VTT" && !header && blocks.timings > 0 && blocks.separators[","] === blocks.timings)
    throw wrongFormat("VTT", "SRT", "its times have commas and WEBVTT is not its first line");
  if (blocks.cues.length === 0) throw nothingFound(format, blocks, content);
  return {
    cues: blocks.cues,
    chapters: chapterListIn(content),
    isTimed: !hasEstimatedTimes(content),
    warnings: [],
  };
}

/** Text may have the headings of chapters that `writeText` writes. */
function parseText(content: string, durationMs: number | null, warnings: Warnings): UploadedCaptions {
  const { text, chapters } = withoutChapterHeadings(content);
  const captions = parsePlainText(text, durationMs, warnings);
  return captions.isTimed && captions.chapters === null ? { ...captions, chapters } : captions;
}

function parsePlainText(content: string, durationMs: number | null, warnings: Warnings): UploadedCaptions {
  if (hasHeader(content)) throw wrongFormat("TEXT", "VTT", "it begins with WEBVTT");
  const blocks = readCueBlocks(content, { blankLineEnds: false, warnings });
  if (blocks.strict > 0)
    throw wrongFormat(
      "TEXT",
      blocks.separators[","] > 0 ? "SRT" : "VTT",
      "it has lines such as 00:01.000 --> 00:02.000",
    );
  // Speech recognisers write arrows too, as do programs that spoil those of SubRip.
  if (blocks.cues.length > 0)
    return {
      cues: withoutSpeakerLines(blocks.cues, warnings),
      chapters: chapterListIn(content),
      isTimed: true,
      warnings: [],
    };
  const rows = readSeparatedValues(content);
  if (rows.length > 0) return { cues: rows, chapters: null, isTimed: true, warnings: [] };
  const withChapters = chapterListAbove(content);
  if (withChapters !== null) return { ...withChapters, isTimed: true, warnings: [] };
  const cues = readTimedLines(content, warnings);
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
  // One time alone counts at the beginning of the text or of the video: elsewhere it is an hour of the day, or the like.
  if (cues.length === 1)
    return /^[^\p{L}]{0,5}\p{Nd}/u.test(content) || (above <= HEADING_CHARS && first.startMs === 0);
  return above <= DESCRIPTION_CHARS || above * 2 <= content.length;
}

function hasHeader(content: string): boolean {
  return /^\uFEFF?\s*WEBVTT(?:\s|$)/.test(content.slice(0, 1_000));
}

function wrongFormat(given: KnownFormat, found: KnownFormat, why: string): CaptionFormatError {
  return new CaptionFormatError(
    `The transcript is ${NAMES[found]}, not ${NAMES[given]} (${why}): send it with format ${found}.`,
  );
}

const EXAMPLES = {
  VTT: "00:00:01.000 --> 00:00:02.000",
  SRT: "00:00:01,000 --> 00:00:02,000",
  SBV: "0:00:01.000,0:00:02.000",
};

function nothingFound(
  format: Exclude<KnownFormat, "TEXT">,
  blocks: CueBlocks,
  content: string,
): CaptionFormatError {
  if (blocks.timings > 0)
    return new CaptionFormatError("The transcript has times but no words in any of its cues.");
  if (readTimedLines(content).length > 1)
    return wrongFormat(format, "TEXT", "its lines begin with times, but none has an arrow between two times");
  return new CaptionFormatError(
    `No cue was found: ${NAMES[format]} has a line such as ${EXAMPLES[format]} above the words of each cue.`,
  );
}
