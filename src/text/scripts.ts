/** The inside of a character class: scripts that are written without spaces between words. */
export const UNSPACED_SCRIPTS =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";

/** The inside of a character class: those scripts and their punctuation, which no space stands beside. */
const UNSPACED_CHARACTERS = `${UNSPACED_SCRIPTS}ー々〆\\u3001-\\u303f\\uff01-\\uff65`;

const UNSPACED_END = new RegExp(`[${UNSPACED_CHARACTERS}]\\p{M}*$`, "u");
const UNSPACED_START = new RegExp(`^[${UNSPACED_CHARACTERS}]`, "u");

/** What stands between two texts that are said one after the other: nothing in scripts without spaces, else a space. */
export const spaceBetween = (before: string, after: string): string =>
  UNSPACED_END.test(before.slice(-4)) && UNSPACED_START.test(after) ? "" : " ";

/** A character of a script without spaces. */
export const UNSPACED = new RegExp(`[${UNSPACED_SCRIPTS}]`, "u");
