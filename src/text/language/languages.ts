import { stemmer as arabicStemmer } from "@orama/stemmers/arabic";
import { stemmer as bulgarianStemmer } from "@orama/stemmers/bulgarian";
import { stemmer as danishStemmer } from "@orama/stemmers/danish";
import { stemmer as germanStemmer } from "@orama/stemmers/german";
import { stemmer as greekStemmer } from "@orama/stemmers/greek";
import { stemmer as englishStemmer } from "@orama/stemmers/english";
import { stemmer as spanishStemmer } from "@orama/stemmers/spanish";
import { stemmer as finnishStemmer } from "@orama/stemmers/finnish";
import { stemmer as frenchStemmer } from "@orama/stemmers/french";
import { stemmer as irishStemmer } from "@orama/stemmers/irish";
import { stemmer as hungarianStemmer } from "@orama/stemmers/hungarian";
import { stemmer as armenianStemmer } from "@orama/stemmers/armenian";
import { stemmer as indonesianStemmer } from "@orama/stemmers/indonesian";
import { stemmer as italianStemmer } from "@orama/stemmers/italian";
import { stemmer as lithuanianStemmer } from "@orama/stemmers/lithuanian";
import { stemmer as nepaliStemmer } from "@orama/stemmers/nepali";
import { stemmer as dutchStemmer } from "@orama/stemmers/dutch";
import { stemmer as norwegianStemmer } from "@orama/stemmers/norwegian";
import { stemmer as portugueseStemmer } from "@orama/stemmers/portuguese";
import { stemmer as romanianStemmer } from "@orama/stemmers/romanian";
import { stemmer as russianStemmer } from "@orama/stemmers/russian";
import { stemmer as serbianStemmer } from "@orama/stemmers/serbian";
import { stemmer as swedishStemmer } from "@orama/stemmers/swedish";
import { stemmer as tamilStemmer } from "@orama/stemmers/tamil";
import { stemmer as turkishStemmer } from "@orama/stemmers/turkish";
import { stemmer as ukrainianStemmer } from "@orama/stemmers/ukrainian";
import { stopwords as arabicStopwords } from "@orama/stopwords/arabic";
import { stopwords as bulgarianStopwords } from "@orama/stopwords/bulgarian";
import { stopwords as danishStopwords } from "@orama/stopwords/danish";
import { stopwords as germanStopwords } from "@orama/stopwords/german";
import { stopwords as greekStopwords } from "@orama/stopwords/greek";
import { stopwords as englishStopwords } from "@orama/stopwords/english";
import { stopwords as spanishStopwords } from "@orama/stopwords/spanish";
import { stopwords as finnishStopwords } from "@orama/stopwords/finnish";
import { stopwords as frenchStopwords } from "@orama/stopwords/french";
import { stopwords as irishStopwords } from "@orama/stopwords/irish";
import { stopwords as indianStopwords } from "@orama/stopwords/indian";
import { stopwords as hungarianStopwords } from "@orama/stopwords/hungarian";
import { stopwords as armenianStopwords } from "@orama/stopwords/armenian";
import { stopwords as indonesianStopwords } from "@orama/stopwords/indonesian";
import { stopwords as italianStopwords } from "@orama/stopwords/italian";
import { stopwords as lithuanianStopwords } from "@orama/stopwords/lithuanian";
import { stopwords as nepaliStopwords } from "@orama/stopwords/nepali";
import { stopwords as dutchStopwords } from "@orama/stopwords/dutch";
import { stopwords as norwegianStopwords } from "@orama/stopwords/norwegian";
import { stopwords as portugueseStopwords } from "@orama/stopwords/portuguese";
import { stopwords as romanianStopwords } from "@orama/stopwords/romanian";
import { stopwords as russianStopwords } from "@orama/stopwords/russian";
import { stopwords as serbianStopwords } from "@orama/stopwords/serbian";
import { stopwords as swedishStopwords } from "@orama/stopwords/swedish";
import { stopwords as tamilStopwords } from "@orama/stopwords/tamil";
import { stopwords as turkishStopwords } from "@orama/stopwords/turkish";
import { stopwords as ukrainianStopwords } from "@orama/stopwords/ukrainian";
import { stopwords as japaneseStopwords } from "@orama/stopwords/japanese";
import { stopwords as mandarinStopwords } from "@orama/stopwords/mandarin";
import { LRUCache } from "lru-cache";
import { CONTENT_WORDS } from "../content-words.ts";
import { baseLanguage } from "../words.ts";

/** Cuts a word in lower case to its stem. */
export type Stem = (word: string) => string;

/** The stemmer of a BCP 47 tag's language, or undefined where there is none. */
export function stemmerOf(language: string): Stem | undefined {
  return STEMMERS.get(canonicalLanguage(language));
}

/** The stop words of a BCP 47 tag's language, in lower case; none where the language is unknown. */
export function stopwordsOf(language: string): Set<string> {
  return STOPWORDS.get(canonicalLanguage(language)) ?? NONE;
}

/**
 * One tag for all BCP 47 tags whose words are read alike: `en` for `en-US`. There is one for each language with stop words
 * or a stemmer, two where that is written in Latin letters and in others, and two for all other languages.
 */
export function termLanguage(language: string): string {
  return TERM_LANGUAGES.memo(language);
}

/** By tag: to find one takes longer than to read a question. */
const TERM_LANGUAGES = new LRUCache<string, string>({ max: 100, memoMethod: findTermLanguage });

function findTermLanguage(language: string): string {
  const canon = canonicalLanguage(language);
  const base = STEMMERS.has(canon) || STOPWORDS.has(canon) ? canon : "und";
  const latin = usesLatinLetters(language);
  if (latin === usesLatinLetters(base)) return base;
  // Zyyy: no script in particular.
  return `${base}-${latin ? "Latn" : "Zyyy"}`;
}

/** Whether a BCP 47 tag's language is written in Latin letters; true where that is unknown. */
export function usesLatinLetters(language: string): boolean {
  try {
    return (new Intl.Locale(language).maximize().script ?? "Latn") === "Latn";
  } catch {
    return true;
  }
}

const NONE = new Set<string>();

/** Other codes of a language, and the one used here. */
const ALIASES = new Map([
  ["nb", "no"],
  ["nn", "no"],
  ["in", "id"],
  ["yue", "zh"],
  ["cmn", "zh"],
]);

/** The language of a BCP 47 tag, without script and region, by the one of its codes that is used here. */
export function canonicalLanguage(language: string): string {
  const base = baseLanguage(language);
  return ALIASES.get(base) ?? base;
}

const STEMMERS = new Map<string, Stem>([
  // The stemmer takes the article off, but not where "and" or "so" is written before it.
  ["ar", (word) => arabicStemmer(word.replace(/^[وف](?=ال..)/u, ""))],
  ["bg", bulgarianStemmer],
  ["da", danishStemmer],
  ["de", germanStemmer],
  ["el", greekStemmer],
  ["en", englishStemmer],
  ["es", spanishStemmer],
  ["fi", finnishStemmer],
  ["fr", frenchStemmer],
  ["ga", irishStemmer],
  ["hu", hungarianStemmer],
  ["hy", armenianStemmer],
  ["id", indonesianStemmer],
  ["it", italianStemmer],
  ["lt", lithuanianStemmer],
  ["ne", nepaliStemmer],
  ["nl", dutchStemmer],
  ["no", norwegianStemmer],
  ["pt", portugueseStemmer],
  ["ro", romanianStemmer],
  ["ru", russianStemmer],
  ["sr", serbianStemmer],
  ["sv", swedishStemmer],
  ["ta", tamilStemmer],
  ["tr", turkishStemmer],
  ["uk", ukrainianStemmer],
]);

/** What the lists of stop words lack: words that ask, other function words, and the sounds of somebody thinking. */
const FURTHER: Record<string, string> = {
  de: "wer wann warum wieso weshalb wem wen wessen woher wohin wieviel worin womit wofür wodurch worüber woran worauf gibt",
  en: `a will just also every many much upon among within without us let lets gonna wanna gotta um uh uhm er hmm mm mhm
    yeah`,
  fr: "comment pourquoi combien quand où lequel laquelle lesquels lesquelles ça donc car comme très euh",
  it: "cosa quando perchè",
  nl: "hoe waar waarom wanneer welke welk hoeveel",
  pt: "onde porque porquê quais quanto quantos quantas",
  ru: "почему сколько это эта",
};

const STOPWORDS = new Map<string, Set<string>>([
  ["ar", new Set(arabicStopwords)],
  ["bg", new Set(bulgarianStopwords)],
  ["da", new Set(danishStopwords)],
  ["de", new Set(germanStopwords)],
  ["el", new Set(greekStopwords)],
  ["en", new Set(englishStopwords.flatMap((word) => [word, word.replace("'", "")]))],
  ["es", new Set(spanishStopwords)],
  ["fi", new Set(finnishStopwords)],
  ["fr", new Set(frenchStopwords)],
  ["ga", new Set(irishStopwords)],
  ["hi", new Set(indianStopwords)],
  ["hu", new Set(hungarianStopwords)],
  ["hy", new Set(armenianStopwords)],
  ["id", new Set(indonesianStopwords)],
  ["it", new Set(italianStopwords)],
  ["lt", new Set(lithuanianStopwords)],
  ["ne", new Set(nepaliStopwords)],
  ["nl", new Set(dutchStopwords)],
  ["no", new Set(norwegianStopwords)],
  ["pt", new Set(portugueseStopwords)],
  ["ro", new Set(romanianStopwords)],
  ["ru", new Set(russianStopwords)],
  ["sr", new Set(serbianStopwords)],
  ["sv", new Set(swedishStopwords)],
  ["ta", new Set(tamilStopwords)],
  ["tr", new Set(turkishStopwords)],
  ["uk", new Set(ukrainianStopwords)],
  ["ja", new Set(japaneseStopwords)],
  ["zh", new Set(mandarinStopwords)],
]);
for (const [language, words] of Object.entries(FURTHER))
  for (const word of words.split(/\s+/u)) STOPWORDS.get(language)!.add(word);
for (const [language, words] of Object.entries(CONTENT_WORDS))
  for (const word of words.split(/\s+/u)) STOPWORDS.get(language)!.delete(word);
