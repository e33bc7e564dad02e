import { guessLanguage } from "./guess-language.ts";
import { stopwordsOf } from "./languages.ts";

/**
 * The one of these languages (ISO 639-1) that a short text, such as a question, is in; null where it does not tell. Its
 * little words decide: a name, a foreign word or a typing error looks like any language, and one alone may sway a guess.
 * `preferred` ones are taken where others are no likelier.
 */
export function tellLanguage(text: string, among: string[], preferred: string[] = []): string | null {
  if (!/\p{Script=Latin}/u.test(text)) return clearGuess(text, among);
  const words = (text.toLowerCase().match(WORD) ?? []).filter((word) => word.length > 1 || LETTERS.has(word));
  const counts = among
    .map((language) => ({ language, count: countIn(stopwordsOf(language), words) }))
    .toSorted((one, other) => other.count - one.count);
  const [most, next] = counts;
  if (most === undefined || most.count === 0) return null;
  if (most.count > 1 && most.count > (next?.count ?? 0)) return most.language;
  const likeliest = counts.filter(({ count }) => count === most.count).map(({ language }) => language);
  const guess = clearGuess(text, among);
  if (guess === null || !likeliest.includes(guess)) return null;
  const isPreferred = preferred.includes(guess);
  return isPreferred || !likeliest.some((language) => preferred.includes(language)) ? guess : null;
}

/** A word with what is joined to it by an apostrophe ("I'm"), which is no word by itself. */
const WORD = /\p{L}+(?:['’]\p{L}+)*/gu;
/** The letters that are words. */
const LETTERS = new Set("aeiouyàèéóвикосуя");

/** The language that a text is clearly in. Slow beside all else here, and most texts are told without it. */
function clearGuess(text: string, among: string[]): string | null {
  const guess = guessLanguage(text, among);
  return guess?.isClear ? guess.language : null;
}

const countIn = (stopwords: Set<string>, words: string[]): number =>
  words.filter((word) => stopwords.has(word)).length;
