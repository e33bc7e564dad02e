import { stopwordsOf } from "./languages.ts";

/**
 * A guess at the language of a text: its script, and for Latin script the language where its function words tell.
 * Null where there is nothing to go by.
 */
export type LanguageGuess = { script: string; language: string | null } | null;

/** The commonest words of each language: longer lists of stop words hold too many that languages share. */
const FUNCTION_WORD_LISTS: Record<string, string> = {
  en: "a an and are as at be been but by can could did do does for from had has have he her his how i if in into is it its just me my no not of on or our she so some than that the their them then there these they this those to was we were what when where which who why will with would you your",
  de: "aber als am an auch auf aus bei bin das dass dem den der des die durch ein eine einem einen einer er es für hat haben ich ihr im in ist kann man mit nach nicht noch nur oder sich sie sind so über um und uns von vor war was wenn werden wie wir wird wo zu zum zur",
  es: "al como con cuando cómo de del donde dónde el ella ellos en entre es esta este esto está están fue ha hay la las le lo los más me mi muy no nos o para pero por porque qué que se ser si sin sobre son su sus también te tiene un una uno y ya yo",
  fr: "à au aux avec ce ces cette comment d dans de des donc du elle elles en est et eu il ils j je l la le les leur lui mais me même n ne nous on ont ou où par pas plus pour pourquoi qu que quel quelle qui quoi s sa se ses si son sont sur un une vous y été être",
  it: "al alla anche che chi ci come con cosa così da dal dalla dei del della delle di dove e è gli ha hanno i il in io la le lo ma mi nel nella non o per perché più quando quello questa questo se si sono su un una uno",
  pt: "a ao as com como da das de do dos e ela ele em entre era essa esse esta este eu foi há isso isto já mais mas me muito na não nas no nos o onde os ou para pela pelo por porque quando que quem se sem ser seu só sua são também tem um uma você",
  nl: "aan als bij dat de deze die dit door een en er geen had heb heeft het hij hoe ik in is je kan maar me met mijn naar niet nog of om ook op over te tot uit van veel voor waar wat we wel wie wij wordt zich zij zijn zo",
};

const FUNCTION_WORDS = new Map(
  Object.entries(FUNCTION_WORD_LISTS).map(([language, words]) => [language, new Set(words.split(" "))]),
);

const STOPWORD_SETS = ["en", "de", "fr", "it", "pt", "ru", "hi"].map((language) => stopwordsOf(language));

/** Function words of one language that carry meaning in another ("war" is German for "was"). */
const ALSO_CONTENT = new Set([
  "war",
  "die",
  "son",
  "sin",
  "era",
  "man",
  "hat",
  "bin",
  "hay",
  "kan",
  "over",
  "met",
]);

const ALL_FUNCTION_WORDS = new Set(
  [...FUNCTION_WORDS.values(), ...STOPWORD_SETS]
    .flatMap((words) => [...words])
    .filter((word) => !ALSO_CONTENT.has(word)),
);

/** Whether a lower-case word carries no meaning of its own, in any of the languages known here. */
export function isFunctionWord(word: string): boolean {
  return ALL_FUNCTION_WORDS.has(word);
}

const SCRIPTS: [string, RegExp][] = [
  "Latin",
  "Cyrillic",
  "Arabic",
  "Devanagari",
  "Hangul",
  "Greek",
  "Hebrew",
  "Thai",
  "Bengali",
  "Tamil",
  "Telugu",
  "Georgian",
  "Armenian",
].map((script) => [script, new RegExp(`\\p{Script=${script}}`, "gu")]);
const ONLY_ASCII = /^\p{ASCII}*$/u;
const LATIN = /[a-z]/gi;
const HAN = /\p{Script=Han}/gu;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Gathers evidence over any number of texts, since a short one says little alone. */
export function createLanguageTally() {
  const letters = new Map<string, number>();
  const functionWords = new Map<string, number>();
  let kanaCount = 0;
  let hanCount = 0;

  function add(text: string): void {
    if (ONLY_ASCII.test(text)) addTo(letters, "Latin", countOf(text, LATIN));
    else {
      for (const [script, pattern] of SCRIPTS) addTo(letters, script, countOf(text, pattern));
      hanCount += countOf(text, HAN);
      kanaCount += countOf(text, KANA);
    }
    for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
      for (const [language, words] of FUNCTION_WORDS) if (words.has(word)) addTo(functionWords, language, 1);
    }
  }

  function guess(): LanguageGuess {
    const isJapanese = kanaCount * 10 > kanaCount + hanCount;
    const counts = [...letters, [isJapanese ? "Japanese" : "Han", hanCount + kanaCount] as const];
    const [script, count] = counts.reduce((best, next) => (next[1] > best[1] ? next : best));
    if (count === 0) return null;
    return { script, language: script === "Latin" ? clearWinner(functionWords) : null };
  }

  return { add, guess };
}

export function guessLanguage(text: string): LanguageGuess {
  const tally = createLanguageTally();
  tally.add(text);
  return tally.guess();
}

/** Whether two languages are both known and differ, so that their words cannot be compared. */
export function areDifferentLanguages(one: LanguageGuess, other: LanguageGuess): boolean {
  if (one === null || other === null) return false;
  if (one.script !== other.script) return true;
  return one.language !== null && other.language !== null && one.language !== other.language;
}

function clearWinner(hits: Map<string, number>): string | null {
  const ranked = [...hits].toSorted((one, other) => other[1] - one[1]);
  const [first, second] = ranked;
  if (first === undefined || first[1] < 2 || first[1] === second?.[1]) return null;
  return first[0];
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function addTo(counts: Map<string, number>, key: string, amount: number): void {
  if (amount > 0) counts.set(key, (counts.get(key) ?? 0) + amount);
}
