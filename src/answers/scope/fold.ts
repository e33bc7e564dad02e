import { foldText } from "../../text/find-words.ts";
import { foldAccents } from "../../text/words.ts";

/** A text as questions, titles and patterns are compared: lower case, without accents, hyphens and doubled spaces. */
export function fold(text: string): string {
  return foldLetters(foldText(text))
    .replace(/(?<=\p{L})-(?=\p{L})/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
}

/** The letters of a text in lower case as `fold` gives them; all else stays, so that it may be a pattern. */
export function foldLetters(text: string): string {
  return foldAccents(text)
    .replaceAll("ß", "ss")
    .replace(ELISION, "' ")
    .replace(/[أإآ]/gu, "ا")
    .replaceAll("ى", "ي")
    .replace(/[\u064b-\u0652]/gu, "");
}

/** The apostrophe of an elided article or preposition in French and Italian, which belongs to no noun. */
const ELISION = /(?<=(?<!\p{L})(?:[ld]|un|(?:d?a|de|ne|su|que)ll|quest))'(?=\p{L})/gu;
