import { canonicalLanguage } from "../../../text/language/languages.ts";
import type { Grammar } from "../grammar.ts";
import { ENGLISH } from "./english.ts";
import { FRENCH } from "./french.ts";
import { GERMAN } from "./german.ts";
import { SPANISH } from "./spanish.ts";

const GRAMMARS = new Map([
  ["en", ENGLISH],
  ["de", GERMAN],
  ["fr", FRENCH],
  ["es", SPANISH],
]);

/** The languages (ISO 639-1) whose follow-ups are read by a grammar. */
export const GRAMMAR_LANGUAGES = [...GRAMMARS.keys()];

/** The grammar of a BCP 47 tag's language; undefined for all but four. */
export const grammarOf = (language: string): Grammar | undefined => GRAMMARS.get(canonicalLanguage(language));
