import type { Cue } from "../cue.ts";
import { timedCue } from "../estimate-end.ts";
import { splitLines } from "./split-lines.ts";

const ROW = /^"?(\d{1,9}(?:\.\d{1,9})?)"?[\t,]"?(\d{1,9}(?:\.\d{1,9})?)"?[\t,](.*)$/;
const HEAD = /^"?start"?[\t,]"?end"?[\t,]"?text"?$/i;

/**
 * The cues of a table with start, end and words in each row, as speech recognisers and audio editors write it: milliseconds,
 * or seconds where they have fractions. [] for anything else.
 */
export function readSeparatedValues(content: string): Cue[] {
  const lines = splitLines(content).filter((line) => line.trim() !== "");
  const hasHead = HEAD.test(lines[0] ?? "");
  const rows = (hasHead ? lines.slice(1) : lines).map((line) => ROW.exec(line));
  if (rows.length === 0 || (!hasHead && rows.length < 2) || rows.includes(null)) return [];
  const read = rows.flatMap((row) => (row === null ? [] : [row]));
  // Without a head "1,000,000" might be words: a row then has tabs and goes forward.
  if (!hasHead && !read.every(([line, start, end]) => line.includes("\t") && Number(end) >= Number(start)))
    return [];
  const factor = read.some(([, start, end]) => `${start}${end}`.includes(".")) ? 1_000 : 1;
  return read
    .map(([, start, end, text = ""]) =>
      timedCue(Number(start) * factor, (Number(end) - Number(start)) * factor, unquoted(text)),
    )
    .filter(({ text }) => text !== "");
}

const unquoted = (text: string): string =>
  text
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .replaceAll('""', '"');
