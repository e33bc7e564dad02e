import { CaptionFormatError } from "./caption-format-error.ts";

/** A quote or an accent in every so many words is another encoding; fewer are what a file had already. */
const WORDS_PER_UNREADABLE = 200;

/** Throws a `CaptionFormatError` for what is no text in UTF-8. */
export function refuseUnreadable(content: string): void {
  if (content.replace(/^\uFEFF/, "").trim() === "")
    throw new CaptionFormatError("The transcript is empty: send the content of the file.");
  if (content.includes("\0"))
    throw new CaptionFormatError(
      "The transcript is not text in UTF-8: it has NUL characters, as UTF-16 and binary files do. Save it as UTF-8.",
    );
  // A few replacement characters do no harm.
  const unreadable = content.split("\uFFFD").length - 1;
  if (unreadable >= 3 && unreadable * WORDS_PER_UNREADABLE > wordCount(content))
    throw new CaptionFormatError(
      `The transcript is not text in UTF-8: ${unreadable} of its characters could not be read. Save it as UTF-8.`,
    );
}

/** Words of scripts without spaces count by the line; times and numbers do not count. */
const wordCount = (content: string): number => content.match(/\p{L}[^\s\d]*/gu)?.length ?? 0;

/** Throws a `CaptionFormatError` for a web page, XML and JSON. `expected` names the format in words. */
export function refuseOtherDocuments(expected: string, content: string): void {
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
      `The transcript is ${found}, not ${expected}: convert it to WebVTT or SubRip.`,
    );
}

/** Twice as many as the captions of any video have, with four lines for each cue. */
const MAX_LINES = 500_000;

/** Throws a `CaptionFormatError` for more lines than can be read in reasonable time. */
export function refuseTooManyLines(content: string): void {
  let lines = 1;
  for (let at = content.indexOf("\n"); at >= 0; at = content.indexOf("\n", at + 1)) lines++;
  if (lines > MAX_LINES)
    throw new CaptionFormatError(
      `The transcript has ${lines} lines, and at most ${MAX_LINES} are taken: join lines that belong together.`,
    );
}
