import { splitLines } from "../formats/split-lines.ts";
import { readChapterLine, type ChapterLine } from "./chapter-line.ts";

/** A chapter as a list names it. It lasts until the next begins. */
export type ListedChapter = { startMs: number; title: string };

/** A valid list of chapters, and the lines that it begins and ends on. */
export type ChapterList = { chapters: ListedChapter[]; firstLine: number; lastLine: number };

/** YouTube's rule. */
const MIN_CHAPTERS = 3;
const MIN_CHAPTER_MS = 10_000;

const MAX_CHAPTERS = 100;

/**
 * The chapters that a video's description lists, by YouTube's rule: at least three ascending times, the first 0:00, each
 * chapter at least 10 seconds long, all within the video (`durationMs`, null where it is not known). Of several lists the
 * longest counts, and at most 100 chapters of it. null where there is none.
 */
export function parseChapterList(text: string, durationMs: number | null): ListedChapter[] | null {
  const lists = findChapterLists(splitLines(text), durationMs);
  const longest = lists.reduce<ListedChapter[]>(
    (best, { chapters }) => (chapters.length > best.length ? chapters : best),
    [],
  );
  return longest.length === 0 ? null : longest.slice(0, MAX_CHAPTERS);
}

/** Whether so many chapters make a list. */
export const isEnough = (chapters: readonly unknown[]): boolean => chapters.length >= MIN_CHAPTERS;

/** All valid lists of chapters in a text, in order. */
export function findChapterLists(lines: readonly string[], durationMs: number | null): ChapterList[] {
  const lastStart = durationMs === null ? Infinity : durationMs - MIN_CHAPTER_MS;
  const runs: PlacedLine[][] = [];
  for (const block of findBlocks(lines)) {
    const run = runs.at(-1);
    if (run && goesOn(run, block, lines) && block[0]!.startMs <= lastStart) run.push(...block);
    else runs.push([...block]);
  }
  return runs
    .filter((run) => isValid(run, lastStart))
    .map((run) => ({
      chapters: run.map(({ startMs, title }) => ({ startMs, title })),
      firstLine: run[0]!.line,
      lastLine: run.at(-1)!.line,
    }));
}

type PlacedLine = ChapterLine & { line: number };

/** Lines of lists without another line between them. A time of 0:00 begins a new block. */
function findBlocks(lines: readonly string[]): PlacedLine[][] {
  const blocks: PlacedLine[][] = [];
  for (const [line, text] of lines.entries()) {
    const read = readChapterLine(text);
    if (read === null) continue;
    const block = blocks.at(-1);
    if (block?.at(-1)?.line === line - 1 && read.startMs > 0) block.push({ ...read, line });
    else blocks.push([{ ...read, line }]);
  }
  return blocks;
}

/**
 * Whether a block continues a list across blank lines, a line about the chapter before it, or a heading. A single time below
 * a heading does not: it is one that the description mentions.
 */
function goesOn(run: PlacedLine[], block: PlacedLine[], lines: readonly string[]): boolean {
  const [last, first] = [run.at(-1)!, block[0]!];
  if (first.timeIs !== last.timeIs || first.startMs - last.startMs < MIN_CHAPTER_MS) return false;
  const between = lines.slice(last.line + 1, first.line).map((text) => text.trim());
  const texts = between.filter((text) => text !== "");
  const isHeading = texts.length > 0 && between[0] === "";
  return texts.length <= 1 && (!isHeading || block.length > 1);
}

function isValid(run: PlacedLine[], lastStart: number): boolean {
  return (
    isEnough(run) &&
    run[0]!.startMs === 0 &&
    run.at(-1)!.startMs <= lastStart &&
    run.every(({ startMs }, index) => index === 0 || startMs - run[index - 1]!.startMs >= MIN_CHAPTER_MS)
  );
}
