import { isNonSpeech } from "./non-speech.ts";

/** Controls but white space: they show nothing, and PostgreSQL stores no NUL. */
const CONTROL = /(?!\s)\p{Cc}/gu;
/** Byte order marks, soft hyphens, direction marks. The joiners U+200C and U+200D spell words, and stay. */
const INVISIBLE =
  /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]/g;
const WHITE_SPACE = /\s+/g;
const NOTES = /[♩♪♫♬🎵🎶🎼]\uFE0F?/gu;
const SPEAKER_MARK = /(^|\s)>{2,}/g;
// Brackets are excluded inside, so that nested ones fail at once; a Latin letter before one makes it part
// of a word or of code.
const SQUARE = /(?<![\p{Script=Latin}\p{N}_])[[［【]([^[\]［］【】]{1,60})[\]］】]/gu;
const ROUND = /(?<![\p{Script=Latin}\p{N}_])[(（]([^()（）]{1,60})[)）]/gu;
const MAX_PASSES = 8;

/**
 * What was said, word for word, on one line: white space folded; invisible characters, note signs, speaker marks (">>")
 * and bracketed sounds ("[Music]", "(laughs)") taken out. Applying it again changes nothing.
 */
export function cleanCueText(text: string): string {
  let spoken = fold(text.toWellFormed().replace(INVISIBLE, "").replace(CONTROL, ""));
  // Each removal may complete another mark around it. Nobody nests marks deeper; what still does loses its brackets.
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const next = withoutMarks(spoken);
    if (next === spoken) return spoken;
    spoken = next;
  }
  return withoutMarks(fold(spoken.replace(/[[\]［］【】()（）]/g, " ")));
}

function withoutMarks(text: string): string {
  // Most cues have no mark at all.
  if (!/[♩♪♫♬🎵🎶🎼>[［【(（]/u.test(text)) return text;
  return fold(
    text
      .replace(NOTES, " ")
      .replace(SPEAKER_MARK, "$1 ")
      .replace(SQUARE, (mark, inside: string) => (isNonSpeech(inside, "square") ? " " : mark))
      .replace(ROUND, (mark, inside: string) => (isNonSpeech(inside, "round") ? " " : mark)),
  );
}

function fold(text: string): string {
  return text.replace(WHITE_SPACE, " ").trim();
}
