import { clock } from "../../text/numbers/clock.ts";
import { splitLines } from "../formats/split-lines.ts";
import { type ListedChapter, parseChapterList } from "./chapter-list.ts";

/** "== Opening (0:00) ==", or without a time, on a line of its own. */
const HEADING = /^== (\S.{0,300}) ==$/;

/** The heading of a chapter in a text; without its time where that is an estimate. */
export function chapterHeading({ startMs, title }: ListedChapter, isTimed: boolean): string {
  const name = title.replace(/\s+/g, " ");
  return `== ${isTimed ? `${name} (${clock(startMs)})` : name} ==`;
}

/** A text without the headings that `chapterHeading` writes, and the chapters that they list (null: none). */
export function withoutChapterHeadings(content: string): { text: string; chapters: ListedChapter[] | null } {
  if (!content.includes("== ")) return { text: content, chapters: null };
  const headings: string[] = [];
  const lines = splitLines(content).map((line) => {
    const [, heading] = HEADING.exec(line.trim()) ?? [];
    if (heading === undefined) return line;
    headings.push(heading);
    return "";
  });
  if (headings.length === 0) return { text: content, chapters: null };
  return { text: lines.join("\n"), chapters: parseChapterList(headings.join("\n"), null) };
}
