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

export const GRAMMARS: Grammar[] = Object.entries(PHRASES).map(([language, phrases]) =>
  compileGrammar(language, phrases),
);
