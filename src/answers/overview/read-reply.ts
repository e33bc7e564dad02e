import { storableText } from "../../text/storable-text.ts";
import { oneLine } from "../prompt-text.ts";

const TITLE_MAX_CHARS = 100;
const POINT_MAX_CHARS = 400;
const QUESTION_MAX_CHARS = 200;
/** A line that is longer has no form asked for; to look for one in it takes time by the square of its length. */
const LINE_MAX_CHARS = 1_000;
/** Some more than are asked for; each takes a search. */
const MAX_QUESTIONS = 10;

/** What a model says of a chapter, by its number. */
export type ReplyLine = { number: number; title: string; sentence: string };

/** The lines of a reply that have the form asked for, the first of each number. */
export function readSummary(reply: string): ReplyLine[] {
  const lines = new Map<number, ReplyLine>();
  for (const line of linesOf(reply)) {
    const [, number = "", title = "", sentence = ""] =
      /^[\s*\-[(]*(\d{1,3})[\])*.:\s]*\|\s*(.*?)\s*\|\s*(.+?)[\s|]*$/u.exec(line) ?? [];
    const read = {
      number: Number(number),
      title: plain(title, TITLE_MAX_CHARS),
      sentence: plain(sentence, POINT_MAX_CHARS),
    };
    if (read.title === "" || read.sentence === "" || lines.has(read.number)) continue;
    lines.set(read.number, read);
  }
  return [...lines.values()];
}

/** The first questions of a reply, without numbers and bullets. */
export function readQuestions(reply: string): string[] {
  const questions = linesOf(reply)
    .map((line) => plain(line.replace(/^[\s*\-•]*(?:\d{1,2}[.):]\s*)?/u, ""), QUESTION_MAX_CHARS))
    .filter((line) => /[?？؟]$/u.test(line));
  return [...new Set(questions)].slice(0, MAX_QUESTIONS);
}

const linesOf = (reply: string): string[] =>
  reply
    .split("\n")
    .map((line) => oneLine(storableText(line)))
    .filter(({ length }) => length <= LINE_MAX_CHARS);

/** A text of a model without emphasis, quotation marks around it and numbers in brackets; "" if too long. */
function plain(text: string, maxChars: number): string {
  const line = text
    .replace(/\*\*|__|`/gu, "")
    .replace(/\s*[[【［]\s*\p{Nd}+\s*[\]】］]/gu, "")
    .replace(/^["“”«»'](.*)["“”«»']$/u, "$1")
    .trim();
  return line.length <= maxChars ? line : "";
}
