import { foldNumber, GROUPED } from "./numbers/digits.ts";
import { foldNumeral } from "./numbers/numerals.ts";
import type { WordRow } from "./numbers/read-number.ts";
import { UNSPACED_SCRIPTS } from "./scripts.ts";
import { isASCII } from "./words.ts";

export type FoundWords = WordRow & {
  /** The words as they are written. */
  words: string[];
  /** The words from one index to before another, as they are written. */
  from(index: number, end: number): string;
  /** Two words that a hyphen joins, as one, for the second of them. */
  joined(index: number): string | undefined;
};

/** The words of a text in its folded form (see `foldText`), and the numbers, formulas and runs without spaces. */
export function findWords(text: string): FoundWords {
  const pattern = isASCII(text) ? ASCII_TOKEN : TOKEN;
  const words: string[] = [];
  const starts: number[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    words.push(match[0]);
    starts.push(match.index);
  }
  const endOf = (index: number): number => starts[index]! + words[index]!.length;
  const gapIs = (index: number, gap: string): boolean =>
    index > 0 &&
    index < words.length &&
    starts[index] === endOf(index - 1) + 1 &&
    text[endOf(index - 1)] === gap;
  return {
    words,
    count: words.length,
    at: (index) => (GROUPED.test(words[index]!) ? foldNumber(words[index]!) : foldNumeral(words[index]!)),
    follows: (index) => gapIs(index, " ") || gapIs(index, "-"),
    from: (index, end) => text.slice(starts[index], endOf(end - 1)),
    joined(index) {
      if (!gapIs(index, "-") || gapIs(index - 1, "-") || gapIs(index + 1, "-")) return undefined;
      const joined = `${words[index - 1]}${words[index]}`;
      return LETTERS.test(joined) && joined.length <= LONGEST_COMPOUND ? joined : undefined;
    },
  };
}

const LETTERS = /^[\p{L}\p{M}]+$/u;
/** The most letters that a hyphenated word is joined to one of. */
const LONGEST_COMPOUND = 30;

/**
 * A run of a script without spaces; or letters with a full stop after each; or a number with its separators; or a word
 * with inner apostrophes; or C++, C#.
 */
const TOKEN = new RegExp(
  [
    `[${UNSPACED_SCRIPTS}ー々]+`,
    String.raw`(?<![\p{L}\p{M}\p{N}])(?:[a-z]\.){2,}(?:[a-z](?![\p{L}\p{M}\p{N}]))?`,
    String.raw`\p{N}+(?:[.,]\p{N}+)+`,
    `(?:(?![${UNSPACED_SCRIPTS}])[\\p{L}\\p{M}\\p{N}])+(?:'(?:(?![${UNSPACED_SCRIPTS}])[\\p{L}\\p{M}\\p{N}])+)*(?:\\+\\+|#)?`,
  ].join("|"),
  "gu",
);

/** `TOKEN` for texts of ASCII alone. */
const ASCII_TOKEN =
  /(?<![a-z0-9])(?:[a-z]\.){2,}(?:[a-z](?![a-z0-9]))?|[0-9]+(?:[.,][0-9]+)+|[a-z0-9]+(?:'[a-z0-9]+)*(?:\+\+|#)?/gu;
/** A space inside Chinese and Japanese, where it parts no words: captions have it where a line ended. */
const SPLIT_RUN =
  /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]) (?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー])/gu;

/** A text in lower case, with one form for the characters that are written in several ways. */
export function foldText(text: string): string {
  if (isASCII(text)) return text.toLowerCase().replaceAll("`", "'").replaceAll("^", "");
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’ʼ‘`´]/gu, "'")
    .replace(/[‐‑]/gu, "-")
    .replace(SPLIT_RUN, "")
    .replaceAll("^", "");
}
