/** The inside of a character class: scripts that are written without spaces between words. */
export const UNSPACED_SCRIPTS =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";

/** A character of a script without spaces. */
export const UNSPACED = new RegExp(`[${UNSPACED_SCRIPTS}]`, "u");
