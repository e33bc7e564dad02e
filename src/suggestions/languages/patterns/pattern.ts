/**
 * Patterns of languages other than English. Each takes a phrase from a sentence in a form that the question leaves as it is,
 * since no parts of speech are known here.
 */
export type LanguagePatterns = {
  patterns: LanguagePattern[];
  /** A phrase that is understood only by what was said before, or that says nothing. */
  pointing: RegExp;
};

export type LanguagePattern = {
  template: string;
  /** With the named groups that `ask` is given: x, and y where there are two. */
  pattern: RegExp;
  ask: (x: string, y: string) => string;
};

/** A phrase at the beginning of a sentence, of up to three words. */
export const X = String.raw`(?<x>[\p{L}\p{M}\p{N}'’-]+(?: [\p{L}\p{M}\p{N}'’-]+){0,2}?)`;
export const Y = X.replace("?<x>", "?<y>");
export const line = (before: string, after: string) => new RegExp(`${before}${X}${after}`, "iu");
export const pair = (before: string, between: string, after: string) =>
  new RegExp(`${before}${X}${between}${Y}${after}`, "iu");

/** Of scripts without spaces: a phrase of up to twelve characters. */
export const CHARACTERS = String.raw`(?<x>[\p{L}\p{N}ー]{2,12}?)`;
export const OTHER_CHARACTERS = CHARACTERS.replace("?<x>", "?<y>");
