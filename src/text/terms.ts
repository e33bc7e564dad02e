import { LRUCache } from "lru-cache";
import { verbalizeSigns } from "./english/signs.ts";
import { findWords, foldText } from "./find-words.ts";
import { termLanguage } from "./language/languages.ts";
import { foldNumeral, numeralsOf } from "./numbers/numerals.ts";
import { numberTerms } from "./numbers/number-terms.ts";
import { readNumber } from "./numbers/read-number.ts";
import { createWordReader, isTerm } from "./read-word.ts";
import { UNSPACED } from "./scripts.ts";
import type { Token } from "./token.ts";
import { baseLanguage, createSegmenter, isASCII } from "./words.ts";

/** Gives the terms of a text, in order and with repeats. */
export type Terms = (text: string) => string[];

/** The tokenizer of one language. */
export type Tokenizer = { terms: Terms; tokens: (text: string) => Token[] };

/** The terms of one text of a language (a BCP 47 tag), as by `createTerms`. */
export function terms(text: string, language: string): string[] {
  return createTerms(language)(text);
}

/**
 * The terms by which texts of a language (a BCP 47 tag) are found: words folded to lower case and cut to their stems,
 * without the language's stop words. Numbers stay whole (`3.14`, `1000` for `1,000` and for `a thousand`), and so do
 * formulas (`x2` for `x²` and `x^2`). Scripts without spaces are cut into words. A hyphenated word is its parts and the
 * word they make. The same for transcripts and for the questions asked of them.
 */
export function createTerms(language: string): Terms {
  return tokenizerOf(language).terms;
}

/** The words of a text that are no stop words of its language (a BCP 47 tag), as they are written, in lower case. */
export function contentWords(text: string, language: string): string[] {
  return tokenizerOf(language)
    .tokens(text)
    .filter((token) => token.terms.length > 0 && !token.isJoined)
    .map(({ word }) => word);
}

/** Tokenizers with the words they have read, by `termLanguage`; speakers of more languages than this seldom meet. */
const TOKENIZERS = new LRUCache<string, Tokenizer>({ max: 8, memoMethod: createTokenizer });

/** The tokenizer of a BCP 47 tag's language. */
export function tokenizerOf(language: string): Tokenizer {
  return TOKENIZERS.memo(termLanguage(language));
}

function createTokenizer(language: string): Tokenizer {
  const readWord = createWordReader(language);
  const segmenter = createSegmenter(language, "word");
  const base = baseLanguage(language);
  const numerals = numeralsOf(base);

  // Speech repeats a few thousand words, and stemming one takes some microseconds.
  const cache = new Map<string, Word>();
  const wordOf = (written: string): Word => {
    const cached = cache.get(written);
    if (cached) return cached;
    const beginsNumber = /^\p{N}/u.test(written) || numerals?.firstWords.has(foldNumeral(written)) === true;
    const word = { tokens: readWord(written), beginsNumber };
    if (cache.size >= MAX_CACHED_WORDS) cache.clear();
    cache.set(written, word);
    return word;
  };
  const segments = (run: string): Token[] =>
    [...segmenter.segment(run)]
      .filter(({ segment, isWordLike }) => isWordLike === true && isTerm(segment))
      .flatMap(({ segment }) => wordOf(segment).tokens);

  const eachToken = (text: string, give: (token: Token) => void): void => {
    const folded = foldText(base === "en" ? verbalizeSigns(text) : text);
    const ascii = isASCII(folded);
    const row = findWords(folded);
    for (let index = 0; index < row.count; index++) {
      const written = row.words[index]!;
      if (!ascii && UNSPACED.test(written)) {
        for (const token of segments(written)) give(token);
        continue;
      }
      const { tokens, beginsNumber } = wordOf(written);
      const number = beginsNumber && numerals ? readNumber(row, index, numerals) : undefined;
      // A number of one word may be an article too.
      if (number && (number.end > index + 1 || tokens[0]!.terms.length > 0)) {
        give({ word: row.from(index, number.end), terms: numberTerms(number, base) });
        index = number.end - 1;
        continue;
      }
      for (const token of tokens) give(token);
      const joined = row.joined(index);
      if (joined !== undefined) {
        const termsOfJoined = wordOf(joined).tokens.flatMap((token) => token.terms);
        give({ word: row.from(index - 1, index + 1), terms: termsOfJoined, isJoined: true });
      }
    }
  };
  return {
    terms(text) {
      const list: string[] = [];
      eachToken(text, ({ terms: termsOfToken }) => {
        for (const term of termsOfToken) list.push(term);
      });
      return list;
    },
    tokens(text) {
      const list: Token[] = [];
      eachToken(text, (token) => list.push(token));
      return list;
    },
  };
}

type Word = { tokens: Token[]; beginsNumber: boolean };

const MAX_CACHED_WORDS = 20_000;
