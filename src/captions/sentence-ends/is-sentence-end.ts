import { isCommonWord } from "../../text/english/known-words.ts";
import { canonicalLanguage, stopwordsOf } from "../../text/language/languages.ts";
import { foldNumeral, numeralsOf } from "../../text/numbers/numerals.ts";
import { abbreviationsOf } from "./abbreviations.ts";

/** Words that begin sentences, beside stop words. */
const STARTERS: Record<string, string> = {
  en: `actually afterwards although because besides eventually everybody everyone finally first for hence hopefully
    however instead later maybe meanwhile ok oh ah right moreover nevertheless next nobody nothing now okay once one otherwise people
    perhaps please since somebody someone something sometimes soon still suddenly thanks therefore thus today tomorrow
    unfortunately unless usually well whenever wherever whether yes yesterday yet let look see i'm`,
  de: "danach dann darum deshalb dort heute gestern morgen jedoch niemand jemand plötzlich schließlich später trotzdem",
  fr: "alors après aussi cependant demain ensuite hier enfin personne pourtant puis aujourd'hui toutefois rien",
  es: "ayer hoy mañana nadie alguien además aunque finalmente así",
  it: "allora dopo domani ieri oggi infine però poi quindi nessuno qualcuno così",
  pt: "amanhã então hoje ontem finalmente ninguém alguém assim porém",
  ru: "это эта этот эти он она оно они мы вы я вчера завтра сегодня никто кто-то наконец поэтому однако затем",
};

/** Stop words that are names, or numerals of kings, as well. */
const NAMES = new Set(["will", "may", "don", "ma"]);

/** German words before an ordinal: am 3. Mai, der 19. Jahrgang. */
const BEFORE_ORDINAL =
  /(?:^|[\s("„])(?:am|an|ab|bis|der|die|das|dem|den|des|im|in|vom|zum|zur|beim|seit|und|oder|ein|eine|einen|jede[rnms]?|ihre?[rnms]?|seine?[rnms]?|nach|vor)\s\d{1,2}\.$/iu;

/**
 * Whether a sentence ends at a place where the rules of Unicode end one: not after an abbreviation that something follows,
 * nor after one that a name follows ("Gen. Lee", "the U.S. Army", "5 p.m. Monday"), unless a word comes next that begins
 * sentences; nor where somebody only pauses ("it is... Saffron").
 *
 * `before`: the text up to the place, without white space at its end, from the sentence's start or for its last
 * `CONTEXT_BEFORE` characters. `after`: at least `CONTEXT_AFTER` characters of what follows.
 */
export function isSentenceEnd(before: string, after: string, language: string): boolean {
  if (!before.endsWith(".") && !before.endsWith("…")) return true;
  const next = NEXT_WORD.exec(after);
  const last = LAST_WORD.exec(before);
  if (next === null || last === null) return true;
  const word = last[1]!;
  const isBeforeInitial = next[1]!.length === 1 && next[2] === ".";
  const base = canonicalLanguage(language);
  const isStarter = !isBeforeInitial && beginsSentence(next[1]!, base);

  const paused = PAUSED.exec(word);
  if (paused) return isStarter || !stopwordsOf(base).has(paused[1]!.toLowerCase());
  if (/^\p{N}{1,3}\.$/u.test(word)) return isStarter || !isOrdinal(before, word, next[1]!, base);
  const isBeforeNumber = /^\p{N}/u.test(next[1]!) || (before !== word && isNumeral(next[1]!, base));
  const { open, names, numbers } = abbreviationsOf(base);
  const spaced = SPACED.exec(before)?.[1]!.toLowerCase().replaceAll(" ", "").slice(0, -1);
  const abbreviation = word.slice(0, -1);
  const lower =
    spaced !== undefined && (open.has(spaced) || names.has(spaced)) ? spaced : abbreviation.toLowerCase();
  if (open.has(lower)) return false;
  if (numbers.has(lower) && (isBeforeNumber || !names.has(lower))) return !isBeforeNumber;
  // Letters stand for things as well as for names.
  if (lower.length === 1 && !names.has(lower)) {
    if (isBeforeInitial) return false;
    return isStarter || /^\p{Ll}/u.test(word) || !isInitial(before.slice(0, last.index), next[1]!, base);
  }
  const isStreet = base === "de" && lower.endsWith("str");
  const isName =
    isStreet || (names.has(lower) && (base !== "en" || lower.includes(".") || isWritten(abbreviation)));
  if (!isName && !DOTTED.test(word)) return true;
  if (ENDING.has(lower) && mayBeCommon(next[1]!, base)) return true;
  return isStarter && !isBeforeNumber;
}

/** The longest that a word before the end, with the one before it, is looked at. */
export const CONTEXT_BEFORE = 40;
export const CONTEXT_AFTER = 40;

/** The word that a text ends in, with its full stops. */
const LAST_WORD = /(?:^|[\s("'“„«‘[-])([\p{L}\p{M}\p{N}ºª'’-][\p{L}\p{M}\p{N}ºª.'’…-]*[.…])$/u;
const NEXT_WORD = /^[\s"'“”„«‘’(¿¡[–—-]*([\p{L}\p{M}\p{N}]+)(.?)/u;
const PAUSED = /^(.*?)(?:\.{2,}|…)$/u;
/** An abbreviation with spaces inside: z. B., и т. д. */
const SPACED = /(?<![\p{L}\p{M}.])((?:\p{L}{1,2}\. ){1,3}\p{L}{1,2}\.)$/u;
/** Letters with a full stop behind each: U.S., Ph.D., p.m. */
const DOTTED = /^(?:\p{L}{1,2}\.){1,4}\p{L}{1,2}\.$/u;
/** Abbreviations that more often end a sentence than a name follows. */
const ENDING = new Set("etc al ecc usw u.s.w enz itd itp osv mv т.д т.п тд тп".split(" "));

/** English words in lower case that are abbreviations in any case; the others are written with a capital: Gen., Rep., Co. */
const LOWER = new Set(["etc", "al", "est", "ed", "eds", "trans"]);
const isWritten = (abbreviation: string): boolean => LOWER.has(abbreviation) || /^\p{Lu}/u.test(abbreviation);

/** What is counted in German: months, centuries, places. */
const AFTER_ORDINAL =
  /^(?:jan|feb|mär|apr|mai$|juni|juli|aug|sep|okt|nov|dez|jahr|grad|klasse|mal$|platz|stock|etage|geburtstag|auflage|kapitel)/iu;

/** Whether a number with a full stop is an ordinal or the number of an item that follows. */
const isOrdinal = (before: string, word: string, next: string, language: string): boolean =>
  before === word || (language === "de" && (BEFORE_ORDINAL.test(before) || AFTER_ORDINAL.test(next)));

/** Whether a word is a number; "one" may be anybody. */
function isNumeral(word: string, language: string): boolean {
  const lower = word.toLowerCase();
  const isStopword = stopwordsOf(language).has(lower);
  return !isStopword && lower !== "one" && numeralsOf(language)?.firstWords.has(foldNumeral(lower)) === true;
}

/** Whether a letter is of a name, by what is before it: a name, nothing, or anything if a name comes next. */
const isInitial = (before: string, next: string, language: string): boolean =>
  /(?:^|\p{Lu}[\p{L}\p{M}'’-]*\.?)\s*$/u.test(before) || !mayBeCommon(next, language);

/** Whether a word in capitals may be one that is else written in lower case; false where that is not known. */
const mayBeCommon = (word: string, language: string): boolean =>
  language === "en" && isCommonWord(word.toLowerCase());

const STARTER_SETS = new Map<string, Set<string>>();

/** Whether a word more often begins a sentence than it is part of a name. */
function beginsSentence(word: string, language: string): boolean {
  const lower = word.toLowerCase();
  let starters = STARTER_SETS.get(language);
  if (starters === undefined) {
    starters = new Set((STARTERS[language] ?? "").split(/\s+/u));
    if (STARTER_SETS.size < 100) STARTER_SETS.set(language, starters);
  }
  if (lower.length === 1 && /\p{Lu}/u.test(word)) return true;
  return !NAMES.has(lower) && (stopwordsOf(language).has(lower) || starters.has(lower));
}
