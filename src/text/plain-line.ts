import { storableText } from "./storable-text.ts";

/**
 * Byte order marks, soft hyphens, and what changes the direction of the text around it. The joiners U+200C and U+200D are
 * part of words and emoji, and stay.
 */
export const INVISIBLE =
  /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]/g;
/** Letters that no font shows, but that a model reads; in flags such as that of Scotland they stay. */
const TAGS = /(?<!\u{1F3F4}[\u{E0020}-\u{E007E}]{0,6})[\u{E0000}-\u{E007F}]/gu;
const SPACES = /(?:\s|\p{Cc})+/gu;

/** The text on one line, without characters that are invisible or mislead, and without white space around it. */
export const plainLine = (text: string): string =>
  storableText(text).replace(INVISIBLE, "").replace(TAGS, "").replace(SPACES, " ").trim();

/** The same, cut between two characters where it is longer. */
export function shortLine(text: string, maxChars: number): string {
  const line = plainLine(text);
  return line.length <= maxChars ? line : `${line.slice(0, maxChars - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
