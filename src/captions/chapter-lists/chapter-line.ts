import { UNSPACED_SCRIPTS } from "../../text/scripts.ts";
import { COLON, TIME, TIME_WITHOUT_GROUPS, timeMs } from "./chapter-time.ts";
import { cleanTitle } from "./chapter-title.ts";

/** A line of a list of chapters. */
export type ChapterLine = { startMs: number; title: string; timeIs: "FIRST" | "LAST" };

/** Longer lines are prose. */
const MAX_CHARS = 2_000;

/** What most lines of prose have not. */
const HAS_TIME = new RegExp(String.raw`${COLON}\p{Nd}`, "u");

const MARKDOWN_LINK = /\[([^[\]]*)\]\(\s*(?:https?:)?\/\/[^()\s]*\s*\)/giu;
/** Marks that direct the writing, which stand around times in Arabic and Hebrew, and others that are not seen. */
const INVISIBLE = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;
const CONTROL = /\p{Cc}/gu;

const MARK = String.raw`[^\p{L}\p{N}]`;
/** The number of a chapter, alone or after a word: "1.", "Part 2 -". */
const NUMBER = String.raw`(?:((?:\p{L}{1,20}\s?)?\p{Nd}{1,3})(?!${COLON}\p{Nd})${MARK}+)?`;
const RANGE_END = String.raw`(?:\s?[)\]）］】]?\s?(?:[\p{Pd}−~～→>]{1,3}|to)\s?[([（［【]?${TIME_WITHOUT_GROUPS})?`;
const TIME_FIRST = new RegExp(
  String.raw`^${MARK}*${NUMBER}${TIME}${RANGE_END}(?=$|${MARK}|[${UNSPACED_SCRIPTS}\p{Script=Hangul}])(.*)$`,
  "u",
);
const TIME_LAST = new RegExp(
  String.raw`(?<=${MARK}|[${UNSPACED_SCRIPTS}])(?<!\p{Nd}${COLON})${TIME}${RANGE_END}${MARK}*$`,
  "u",
);

/**
 * Reads a line with a time and a title: "0:00 Intro", "1. (1:02:03) – Title", "• [0:00–1:20] Title", "Title … 3:20". null
 * for any other line.
 */
export function readChapterLine(given: string): ChapterLine | null {
  if (given.length > MAX_CHARS || !HAS_TIME.test(given)) return null;
  const line = given
    .replace(CONTROL, " ")
    .replace(INVISIBLE, "")
    .replace(MARKDOWN_LINK, "$1")
    .replace(/\s+/gu, " ");
  return timeFirst(line) ?? timeLast(line);
}

function timeFirst(line: string): ChapterLine | null {
  const [, number, hours, minutes, seconds, rest] = TIME_FIRST.exec(line) ?? [];
  if (minutes === undefined || seconds === undefined) return null;
  const title = cleanTitle(rest ?? "");
  const isNamed = title !== "" && number !== undefined && /\p{L}/u.test(number);
  const whole = isNamed ? cleanTitle(`${number}: ${title}`) : title;
  return chapterLine(timeMs(hours, minutes, seconds), whole, "FIRST");
}

function timeLast(line: string): ChapterLine | null {
  const match = TIME_LAST.exec(line);
  if (match === null) return null;
  const [, hours, minutes, seconds] = match;
  return chapterLine(timeMs(hours, minutes!, seconds!), cleanTitle(line.slice(0, match.index)), "LAST");
}

function chapterLine(
  startMs: number | undefined,
  title: string,
  timeIs: ChapterLine["timeIs"],
): ChapterLine | null {
  return startMs === undefined || title === "" ? null : { startMs, title, timeIs };
}
