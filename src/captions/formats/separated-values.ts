import type { Cue } from "../cue.ts";
import { timedCue } from "../estimate-end.ts";
import { splitLines } from "./split-lines.ts";

const TIME = String.raw`"?((?:\d{1,3}:){0,2}\d{1,9}(?:\.\d{1,9})?)"?`;
const ROW = new RegExp(`^${TIME}[\\t,;]${TIME}[\\t,;](.*)$`);
const HEAD = /^"?start(?:[ _]?time)?"?[\t,;]"?end(?:[ _]?time)?"?[\t,;]"?text"?$/i;

/**
 * The cues of a table with start, end and words in each row, as speech recognisers and audio editors write it: milliseconds,
 * seconds where they have fractions, or "0:00:05". [] for anything else.
 */
export function readSeparatedValues(content: string): Cue[] {
  const lines = splitLines(content).filter((line) => line.trim() !== "");
  const hasHead = HEAD.test(lines[0] ?? "");
  const rows = (hasHead ? lines.slice(1) : lines).map((line) => ROW.exec(line));
  if (rows.length === 0 || (!hasHead && rows.length < 2) || rows.includes(null)) return [];
  const read = rows.flatMap((row) => (row === null ? [] : [row]));
  // Without a head "1,000,000" might be words: a row then has tabs and goes forward.
  if (
    !hasHead &&
    !read.every(([line, start, end]) => line.includes("\t") && secondsOf(end!) >= secondsOf(start!))
  )
    return [];
  const factor = read.some(([, start, end]) => /[.:]/.test(`${start}${end}`)) ? 1_000 : 1;
  return read
    .map(([, start, end, text = ""]) => {
      const startMs = secondsOf(start!) * factor;
      return timedCue(startMs, secondsOf(end!) * factor - startMs, unquoted(text));
    })
    .filter(({ text }) => text !== "");
}

/** "90" and "1:30" are the same. */
const secondsOf = (time: string): number =>
  time.split(":").reduce((total, part) => total * 60 + Number(part), 0);

const unquoted = (text: string): string =>
  text
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .replaceAll('""', '"');
