import type { Cue } from "../cue.ts";
import { splitLines } from "../formats/split-lines.ts";
import { parseCueTiming } from "../formats/cue-blocks/cue-timing.ts";
import { readTimedLines } from "../formats/timed-lines/timed-lines.ts";
import { findChapterLists, type ListedChapter, parseChapterList } from "./chapter-list.ts";

/** More lines than the head and the comments of a file have. */
const MAX_LINES_OUTSIDE = 5_000;
/** More lines than a list of as many chapters as are taken has, with a blank line and one of text between each two. */
const MAX_LINES = 400;
/** What is said in ten seconds or more is longer than most titles. */
const MAX_TITLE_CHARS = 100;

/** The chapters listed above the first cue of WebVTT or SubRip, or in its comments (NOTE); null where there are none. */
export function chapterListIn(content: string): ListedChapter[] | null {
  const outside: string[] = [];
  let isAbove = true;
  let isNote = false;
  let before = "";
  for (const line of splitLines(content)) {
    if (parseCueTiming(line) !== undefined) isAbove = isNote = false;
    else if (line === "") isNote = false;
    else if (before === "" && NOTE.test(line)) isNote = true;
    if (isNote) outside.push(line.replace(NOTE, ""));
    else if (isAbove) outside.push(line);
    if (outside.length >= MAX_LINES_OUTSIDE) break;
    before = line;
  }
  return parseChapterList(outside.join("\n"), null);
}

const NOTE = /^NOTE(?:[ \t]+|$)/;

/**
 * The chapters listed above text with times, and the cues of that text alone; null where there is no such list. Both are
 * lines with times, so that it counts as one only where a blank line or a heading follows, the times then start over and
 * reach the last chapter, and more is said than the titles say.
 */
export function chapterListAbove(content: string): { chapters: ListedChapter[]; cues: Cue[] } | null {
  const lines = splitLines(content);
  const list = findChapterLists(lines.slice(0, MAX_LINES), null)[0];
  if (list === undefined || list.chapters.some(({ title }) => title.length > MAX_TITLE_CHARS)) return null;
  const [above, next] = [lines.slice(0, list.firstLine), lines[list.lastLine + 1] ?? ""];
  if (hasTimes(above) || hasTimes([next])) return null;
  const chapters = parseChapterList(lines.slice(list.firstLine, list.lastLine + 1).join("\n"), null);
  const cues = readTimedLines(lines.slice(list.lastLine + 1).join("\n"));
  const [first, last] = [cues[0], cues.at(-1)];
  if (chapters === null || first === undefined || last === undefined) return null;
  const startsOver = first.startMs < chapters[1]!.startMs && last.endMs > chapters.at(-1)!.startMs;
  return startsOver && lengthOf(cues.map(({ text }) => text)) > lengthOf(chapters.map(({ title }) => title))
    ? { chapters, cues }
    : null;
}

const hasTimes = (lines: string[]): boolean => readTimedLines(lines.join("\n")).length > 0;

const lengthOf = (texts: string[]): number => texts.reduce((sum, text) => sum + text.length, 0);
