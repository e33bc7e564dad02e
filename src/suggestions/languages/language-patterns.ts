import { arabic } from "./patterns/arabic.ts";
import { chinese } from "./patterns/chinese.ts";
import { dutch } from "./patterns/dutch.ts";
import { french } from "./patterns/french.ts";
import { german } from "./patterns/german.ts";
import { hindi } from "./patterns/hindi.ts";
import { italian } from "./patterns/italian.ts";
import { japanese } from "./patterns/japanese.ts";
import { portuguese } from "./patterns/portuguese.ts";
import { russian } from "./patterns/russian.ts";
import { spanish } from "./patterns/spanish.ts";
import type { LanguagePatterns } from "./patterns/pattern.ts";

/** The patterns of each language, by its BCP 47 tag. */
export const LANGUAGES: Record<string, LanguagePatterns> = {
  de: german,
  es: spanish,
  fr: french,
  it: italian,
  pt: portuguese,
  nl: dutch,
  ru: russian,
  ar: arabic,
  hi: hindi,
  ja: japanese,
  zh: chinese,
};
