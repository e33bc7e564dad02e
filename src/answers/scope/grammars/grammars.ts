import { compileGrammar, type Grammar } from "../grammar.ts";
import { arabic } from "./arabic.ts";
import { chinese } from "./chinese.ts";
import { dutch } from "./dutch.ts";
import { english } from "./english.ts";
import { french } from "./french.ts";
import { german } from "./german.ts";
import { hindi } from "./hindi.ts";
import { italian } from "./italian.ts";
import { japanese } from "./japanese.ts";
import { portuguese } from "./portuguese.ts";
import { russian } from "./russian.ts";
import { spanish } from "./spanish.ts";

/** The grammars by language (ISO 639-1). */
const PHRASES = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
  it: italian,
  pt: portuguese,
  nl: dutch,
  hi: hindi,
  ja: japanese,
  ru: russian,
  zh: chinese,
  ar: arabic,
};

/** Letters without which a text is in none of these languages. */
const LETTERS: Record<string, RegExp> = {
  hi: /\p{Script=Devanagari}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ru: /\p{Script=Cyrillic}/u,
  zh: /\p{Script=Han}/u,
  ar: /\p{Script=Arabic}/u,
};

/** Compiled at their first use, which takes some ten milliseconds each. */
const compiled = new Map<string, Grammar>();

export const SCOPE_LANGUAGES = Object.keys(PHRASES) as (keyof typeof PHRASES)[];

export function grammarOf(language: keyof typeof PHRASES): Grammar {
  const grammar = compiled.get(language) ?? compileGrammar(language, PHRASES[language]);
  compiled.set(language, grammar);
  return grammar;
}

/** The grammars that may read a text. */
export const grammarsOf = (text: string): Grammar[] =>
  SCOPE_LANGUAGES.filter((language) => LETTERS[language]?.test(text) ?? true).map(grammarOf);
