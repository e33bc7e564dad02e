import { LRUCache } from "lru-cache";
import { baseForm, secondBaseForm } from "./english/inflections.ts";
import { unifySymbol, verbalizeSigns } from "./english/signs.ts";
import { unifySpelling } from "./english/spelling.ts";
import { stemmerOf, stopwordsOf, termLanguage, usesLatinLetters, type Stem } from "./languages.ts";
import { foldNumeral, numeralsOf } from "./numbers/numerals.ts";
import { readNumber, type SaidNumber, type WordRow } from "./numbers/read-number.ts";
import { UNSPACED, UNSPACED_SCRIPTS } from "./scripts.ts";
import { baseLanguage, createSegmenter, foldAccents, isASCII } from "./words.ts";

/** Gives the terms of a text, in order and with repeats. */
export type Terms = (text: string) => string[];

/** A word of a text, or a number in several words. */
export type Token = {
  /** As it is written, in lower case. */
  word: string;
  /** The terms by which it is found: none for a stop word, several where it may be one of several words. */
  terms: string[];
  /** Whether it is the two before it, which a hyphen joins, as one. */
  isJoined?: true;
};

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
    .filter((token) => token.terms.length > 0 && !token.isJoined)
    .map(({ word }) => word);
}

/** Tokenizers with the words they have read, by `termLanguage`; speakers of more languages than this seldom meet. */
const TOKENIZERS = new LRUCache<string, Tokenizer>({ max: 8 });
/** The `termLanguage` of tags: it takes longer to find than a question to read. */
const KEYS = new LRUCache<string, string>({ max: 100 });

/** The tokenizer of a BCP 47 tag's language. */
export function tokenizerOf(language: string): Tokenizer {
  const key = KEYS.get(language) ?? termLanguage(language);
  KEYS.set(language, key);
  const tokenizer = TOKENIZERS.get(key) ?? createTokenizer(key);
  TOKENIZERS.set(key, tokenizer);
  return tokenizer;
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
    const normal = normalize(base === "en" ? verbalizeSigns(text) : text);
    const ascii = isASCII(normal);
    const row = findWords(normal, ascii ? ASCII_TOKEN : TOKEN);
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

/** The greatest length of a term: longer ones are no words, and fit into no index. */
const LONGEST_TERM = 64;
const isTerm = (word: string): boolean => word.length <= LONGEST_TERM;

/** Reads a word that stands alone: mostly one token, several where apostrophes or a unit behind a number part it. */
function createWordReader(language: string): (written: string) => Token[] {
  const stopwords = stopwordsOf(language);
  const stem = createStem(language);
  const isEnglish = baseLanguage(language) === "en";
  const formsOf = isEnglish ? englishForms : (word: string) => [word];
  const read = (written: string): Token[] => {
    if (GROUPED.test(written)) return [{ word: written, terms: [foldNumber(written)] }];
    if (stopwords.has(written)) return [];
    if (DOTTED.test(written)) return readDotted(written, stopwords);
    return splitToken(written)
      .filter((word) => !stopwords.has(word))
      .map((word) => ({ word, terms: formsOf(word).map(stem) }));
  };
  return (written) => {
    const tokens = read(written).filter((token) => token.terms.every(isTerm));
    return tokens.length > 0 ? tokens : [{ word: written, terms: [] }];
  };
}

/** The forms that stand for all the ways to write and to inflect an English word; most have one. */
function englishForms(word: string): string[] {
  const ordinal = ORDINAL.exec(word);
  if (ordinal) return word === "2nd" ? ["second"] : Number(ordinal[1]) > 2 ? [word, ordinal[1]!] : [word];
  const unified = unifySpelling(unifySymbol(word));
  const second = secondBaseForm(unified);
  const base = baseForm(unified) ?? unified;
  return second === undefined ? [base] : [base, second];
}

/** `p.m.` is `pm`; but `U.S.` is no stop word. */
function readDotted(written: string, stopwords: Set<string>): Token[] {
  const letters = written.replaceAll(".", "");
  if (letters === "us") return [{ word: written, terms: [US] }];
  return stopwords.has(letters) ? [] : [{ word: written, terms: [letters] }];
}

/** Ordinals meet the numbers that they are of, but for those that are said all the time. */
function numberTerms({ value, isOrdinal }: SaidNumber, language: string): string[] {
  const digits = String(Number(value.toPrecision(12)));
  if (!isOrdinal || language !== "en") return [digits];
  const ordinal = `${digits}${ordinalSuffix(value)}`;
  return value > 2 ? [ordinal, digits] : [ordinal];
}

const ORDINAL = /^([0-9]+)(?:st|nd|rd|th)$/u;
const ENGLISH_ORDINAL = new Intl.PluralRules("en", { type: "ordinal" });
const SUFFIXES: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "st", two: "nd", few: "rd" };
const ordinalSuffix = (value: number): string => SUFFIXES[ENGLISH_ORDINAL.select(value)] ?? "th";

type FoundWords = WordRow & {
  /** The words as they are written. */
  words: string[];
  /** The words from one index to before another, as they are written. */
  from(index: number, end: number): string;
  /** Two words that a hyphen joins, as one, for the second of them. */
  joined(index: number): string | undefined;
};

/** Finds the words of a text by a pattern. */
function findWords(text: string, pattern: RegExp): FoundWords {
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

/** A number with separators. */
const GROUPED = /^\p{N}+[.,]/u;
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
const DOTTED = /^[a-z]\./u;
/** The term of `U.S.` and `US`. */
const US = "u.s.";

/** A space inside Chinese and Japanese, where it parts no words: captions have it where a line ended. */
const SPLIT_RUN =
  /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]) (?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー])/gu;

function normalize(text: string): string {
  if (isASCII(text)) return text.toLowerCase().replaceAll("`", "'").replaceAll("^", "");
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’ʼ‘`´]/gu, "'")
    .replace(/[‐‑]/gu, "-")
    .replace(SPLIT_RUN, "")
    .replaceAll("^", "");
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
    // Last, since stemmers read accents.
    return foldAccents(stem?.(word) || word);
  };
}
