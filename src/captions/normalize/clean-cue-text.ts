import { INVISIBLE } from "../../text/plain-line.ts";
import { spaceBetween } from "../../text/scripts.ts";
import { isInSentence, isNonSpeech } from "./non-speech.ts";

/** Control characters other than white space: they are invisible, and PostgreSQL cannot store NUL. */
const CONTROL = /(?!\s)\p{Cc}/gu;
const WHITE_SPACE = /\s+/g;
const NOTES = /[♩♪♫♬🎵🎶🎼]\uFE0F?/gu;
const SPEAKER_MARK = /(^|\s)>{2,}/g;
// Brackets are excluded inside, so that nested ones fail at once. A bracket right after a Latin letter is part of a word
// or of code.
const SQUARE = /(?<![\p{Script=Latin}\p{N}_])[[［【]([^[\]［］【】]{1,60})[\]］】]/gu;
const ROUND = /(?<![\p{Script=Latin}\p{N}_])[(（]([^()（）]{1,60})[)）]/gu;
/** Brackets with nothing but music in them. */
const NOTES_IN_BRACKETS = /[[［【(（]((?:[\s♩♪♫♬🎵🎶🎼]|\uFE0F){1,60})[\])）］】]/gu;
const MAX_PASSES = 8;

/**
 * The spoken words of a cue, word for word, on one line (see `joinLines`): white space is folded; invisible characters, note signs, speaker
 * marks (">>") and bracketed sounds ("[Music]", "(laughs)") are removed. Applying it again changes nothing.
 */
export function cleanCueText(text: string): string {
  let cleaned = fold(text.toWellFormed().replace(INVISIBLE, "").replace(CONTROL, ""));
  // Each removal may complete another mark around it. Real captions nest no deeper; text that does loses its brackets.
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const next = withoutMarks(cleaned);
    if (next === cleaned) return cleaned;
    cleaned = next;
  }
  return withoutMarks(fold(cleaned.replace(/[[\]［］【】()（）]/g, " ")));
}

function withoutMarks(text: string): string {
  // Most cues have no mark at all.
  if (!/[♩♪♫♬🎵🎶🎼>[［【(（]/u.test(text)) return text;
  return fold(
    text
      .replace(NOTES_IN_BRACKETS, (mark, inside: string) => (inside.trim() === "" ? mark : " "))
      .replace(NOTES, " ")
      .replace(SPEAKER_MARK, "$1 ")
      .replace(SQUARE, (mark, inside: string, at: number, whole: string) =>
        isNonSpeech(inside, "square") && !isInSentence(inside, whole.slice(0, at)) ? " " : mark,
      )
      .replace(ROUND, (mark, inside: string, at: number, whole: string) =>
        isNonSpeech(inside, "round") && !isInSentence(inside, whole.slice(0, at)) ? " " : mark,
      ),
  );
}

function fold(text: string): string {
  return joinLines(text).replace(WHITE_SPACE, " ").trim();
}

/** A text on one line: the lines of scripts without spaces are joined without one. */
function joinLines(text: string): string {
  if (!/[\r\n]/.test(text)) return text;
  const lines = text
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines
    .map((line, index) => (index === 0 ? line : spaceBetween(lines[index - 1]!, line) + line))
    .join("");
}
