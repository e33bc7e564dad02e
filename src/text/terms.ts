import { LRUCache } from "lru-cache";
import { stemmerOf, stopwordsOf, termLanguage, usesLatinLetters, type Stem } from "./languages.ts";
import { UNSPACED, UNSPACED_SCRIPTS } from "./scripts.ts";
import { verbalizeMath, unifyEnglish } from "./verbalize-math.ts";
import { baseLanguage, createSegmenter, isASCII } from "./words.ts";

/** Gives the terms of a text, in order and with repeats. */
export type Terms = (text: string) => string[];

/** A word of a text: as it is written, in lower case, and the terms by which it is found; none for a stop word. */
export type Token = { word: string; terms: string[] };

/** The tokenizer of one language. */
export type Tokenizer = { terms: Terms; tokens: (text: string) => Token[] };

/** The terms of one text of a language (a BCP 47 tag), as by `createTerms`. */
export function terms(text: string, language: string): string[] {
  return createTerms(language)(text);
}

/**
 * The terms by which texts of a language (a BCP 47 tag) are found: words folded to lower case and cut to their stems,
 * without the language's stop words. Numbers stay whole (`3.14`, `1000` for `1,000`), and so do formulas (`x2` for `x²`
 * and `x^2`). Scripts without spaces are cut into words. The same for passages and for the questions asked of them.
 */
export function createTerms(language: string): Terms {
  return tokenizerOf(language).terms;
}

/** The words of a text that are no stop words of its language (a BCP 47 tag), as they are written, in lower case. */
export function contentWords(text: string, language: string): string[] {
  return tokenizerOf(language)
    .tokens(text)
    .filter((token) => token.terms.length > 0)
    .map(({ word }) => word);
}

/** Tokenizers with the words they have read, by `termLanguage`; speakers of more languages than this seldom meet. */
const TOKENIZERS = new LRUCache<string, Tokenizer>({ max: 8 });

/** The tokenizer of a BCP 47 tag's language. */
export function tokenizerOf(language: string): Tokenizer {
  const key = termLanguage(language);
  const tokenizer = TOKENIZERS.get(key) ?? createTokenizer(key);
  TOKENIZERS.set(key, tokenizer);
  return tokenizer;
}

function createTokenizer(language: string): Tokenizer {
  const stopwords = stopwordsOf(language);
  const stem = createStem(language);
  const segmenter = createSegmenter(language, "word");
  const english = baseLanguage(language) === "en";

  const read = (token: string): string[] => {
    if (/^\p{N}+[.,]/u.test(token)) return [foldNumber(token)].filter(isTerm);
    if (stopwords.has(token)) return [];
    return splitToken(token)
      .filter((word) => isTerm(word) && !stopwords.has(word))
      .map((word) => stem(english ? unifyEnglish(word) : word));
  };
  // Speech repeats a few thousand words, and stemming one takes some microseconds.
  const cache = new Map<string, string[]>();
  const spaced = (token: string): string[] => {
    const cached = cache.get(token);
    if (cached) return cached;
    const termsOfToken = read(token);
    if (cache.size >= MAX_CACHED_TOKENS) cache.clear();
    cache.set(token, termsOfToken);
    return termsOfToken;
  };
  const unspaced = (run: string): Token[] =>
    [...segmenter.segment(run)]
      .filter(({ segment, isWordLike }) => isWordLike === true && isTerm(segment))
      .map(({ segment: word }) => ({ word, terms: stopwords.has(word) ? [] : [word] }));

  const eachWord = (text: string, give: (word: string, terms: string[]) => void): void => {
    const normal = normalize(english ? verbalizeMath(text) : text);
    const ascii = isASCII(normal);
    for (const word of normal.match(ascii ? ASCII_TOKEN : TOKEN) ?? []) {
      if (ascii || !UNSPACED.test(word)) give(word, spaced(word));
      else for (const token of unspaced(word)) give(token.word, token.terms);
    }
  };
  return {
    terms(text) {
      const list: string[] = [];
      eachWord(text, (_, termsOfWord) => {
        for (const term of termsOfWord) list.push(term);
      });
      return list;
    },
    tokens(text) {
      const list: Token[] = [];
      eachWord(text, (word, termsOfWord) => list.push({ word, terms: termsOfWord }));
      return list;
    },
  };
}

const MAX_CACHED_TOKENS = 20_000;

/** The greatest length of a term: longer ones are no words, and fit into no index. */
const LONGEST_TERM = 64;
const isTerm = (word: string): boolean => word.length <= LONGEST_TERM;

/** A run of a script without spaces; or a number with its separators; or a word with inner apostrophes; or C++, C#. */
const TOKEN = new RegExp(
  [
    `[${UNSPACED_SCRIPTS}ー々]+`,
    `\\p{N}+(?:[.,]\\p{N}+)+`,
    `(?:(?![${UNSPACED_SCRIPTS}])[\\p{L}\\p{M}\\p{N}])+(?:'(?:(?![${UNSPACED_SCRIPTS}])[\\p{L}\\p{M}\\p{N}])+)*(?:\\+\\+|#)?`,
  ].join("|"),
  "gu",
);

/** `TOKEN` for texts of ASCII alone. */
const ASCII_TOKEN = /[0-9]+(?:[.,][0-9]+)+|[a-z0-9]+(?:'[a-z0-9]+)*(?:\+\+|#)?/gu;

function normalize(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’ʼ‘`´]/gu, "'")
    .replace(/\b\^\b/gu, "");
}

/** `1,000` is `1000`; before other than three digits a comma or full stop is a decimal point. */
function foldNumber(token: string): string {
  return token.replace(/[.,](?=\p{N}{3}(?!\p{N}))/gu, "").replaceAll(",", ".");
}

const ENDINGS = new Set(["s", "re", "ve", "ll", "d", "m", "t"]);

/** `2x` is two words, and so are an article and its noun. Words that begin with letters are whole: `h2o`. */
function splitToken(token: string): string[] {
  return splitApostrophes(token).flatMap(
    (word) => word.match(/^\p{N}+(?=(?!st|nd|rd|th)\p{L}{1,2}$)|\p{L}.*|^\p{N}.*/gu) ?? [],
  );
}

/** The words that apostrophes part: without an ending behind (Bayes's, they're), or an elided article before (l'eau). */
function splitApostrophes(token: string): string[] {
  const parts = token.split("'");
  if (parts.length === 1) return parts;
  if (ENDINGS.has(parts.at(-1)!)) return [parts.slice(0, -1).join("")];
  return parts[0]!.length <= 2 ? parts.slice(1) : parts;
}

function createStem(language: string): Stem {
  const own = stemmerOf(language);
  // A word in Latin letters amid another script is most often English.
  const latin = usesLatinLetters(language) ? own : stemmerOf("en");
  return (word) => {
    if (/\p{N}/u.test(word)) return word;
    const stem = /^[a-z]+$/u.test(word) ? latin : own;
    return foldAccents(stem?.(word) || word);
  };
}

/** A stem without accents; called last, since stemmers read accents. */
function foldAccents(word: string): string {
  if (isASCII(word)) return word;
  return word
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/gu, "")
    .normalize("NFC");
}
