import { UNSPACED_SCRIPTS } from "./scripts.ts";

// oxlint-disable-next-line no-control-regex
const ASCII = /^[\0-\x7f]*$/u;

/** Whether a text is ASCII alone, as most are: those are read by patterns that are many times faster. */
export const isASCII = (text: string): boolean => ASCII.test(text);

/** A character of a script without spaces; a word has about two of them. */
const UNSPACED = new RegExp(`[${UNSPACED_SCRIPTS}]`, "gu");

/** A run of characters longer than this is no word of one sentence: it counts as several, and may be cut. */
const LONGEST_WORD = 40;

/** The greatest length of a text of at most `words` words by `countWords`, if white space is folded. */
export const mostCharacters = (words: number): number => words * (LONGEST_WORD + 1);

/** The approximate number of words in a text: scripts without spaces count two characters a word. */
export function countWords(text: string): number {
  let words = 0;
  for (const [run] of text.matchAll(/\S+/gu)) words += wordsInRun(run);
  return words;
}

function wordsInRun(run: string): number {
  const unspaced = run.length > 1 ? (run.match(UNSPACED)?.length ?? 0) : 0;
  return Math.max(1, unspaced / 2, Math.ceil(run.length / LONGEST_WORD));
}

/** The language of a BCP 47 tag without script and region, in lower case: `pt` of `pt-BR`. */
export function baseLanguage(tag: string): string {
  return tag.toLowerCase().split(/[-_]/u)[0] ?? "";
}

/** A segmenter for the language, or for the root language where the runtime does not take the tag. */
export function createSegmenter(language: string, granularity: "sentence" | "word"): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language === "" ? undefined : language, { granularity });
  } catch {
    return new Intl.Segmenter(undefined, { granularity });
  }
}

/** A text without accents. */
export function foldAccents(text: string): string {
  if (isASCII(text)) return text;
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/gu, "")
    .normalize("NFC");
}

/** A text that begins with a capital letter, as its language (a BCP 47 tag) writes it. */
export function capitalized(text: string, language: string): string {
  const [initial = ""] = text;
  return upperCase(initial, language) + text.slice(initial.length);
}

/** Upper case is another in Turkish; a tag that the runtime does not take has the usual one. */
function upperCase(text: string, language: string): string {
  try {
    return text.toLocaleUpperCase(language);
  } catch {
    return text.toUpperCase();
  }
}
