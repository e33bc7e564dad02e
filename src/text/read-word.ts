import { baseForm, secondBaseForm } from "./english/inflections.ts";
import { unifySymbol } from "./english/signs.ts";
import { unifySpelling } from "./english/spelling.ts";
import { stemmerOf, stopwordsOf, usesLatinLetters, type Stem } from "./language/languages.ts";
import { foldNumber, GROUPED } from "./numbers/digits.ts";
import type { Token } from "./token.ts";
import { baseLanguage, foldAccents } from "./words.ts";

/** The greatest length of a term: longer ones are no words, and fit into no index. */
const LONGEST_TERM = 64;
export const isTerm = (word: string): boolean => word.length <= LONGEST_TERM;

/** Reads a word that stands alone: mostly one token, several where apostrophes or a unit behind a number part it. */
export function createWordReader(language: string): (written: string) => Token[] {
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

const ORDINAL = /^([0-9]+)(?:st|nd|rd|th)$/u;
const DOTTED = /^[a-z]\./u;
/** The term of `U.S.` and `US`. */
const US = "u.s.";

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
