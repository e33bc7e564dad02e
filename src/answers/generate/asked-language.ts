import { guessLanguage } from "../../text/guess-language.ts";
import { stopwordsOf } from "../../text/languages.ts";
import type { AskedLanguage, Turn } from "./answerer.ts";
import { PHRASE_LANGUAGES } from "./phrases.ts";

/**
 * The language that a question is asked in, where `languages` (ISO 639-1, the commonest first) are those of the transcripts.
 * A question that is too short to tell is read with the one before.
 */
export function askedLanguage(question: string, history: Turn[], languages: string[]): AskedLanguage {
  const before = history.at(-1)?.question;
  const told =
    tell(question, languages) ?? (before === undefined ? null : tell(`${before} ${question}`, languages));
  return told === null
    ? { language: languages[0] ?? "en", isClear: false }
    : { language: told, isClear: true };
}

/** null where the text does not tell, as a name or a typing error, which may look like any language. */
function tell(text: string, languages: string[]): string | null {
  const known = [...new Set([...PHRASE_LANGUAGES, ...languages])];
  const guess = guessLanguage(text, known);
  if (!/\p{Script=Latin}/u.test(text)) return guess?.isClear ? guess.language : null;
  // Little words tell more than names and foreign words, of which one alone may sway the guess.
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = known
    .map((language) => ({ language, count: countIn(stopwordsOf(language), words) }))
    .toSorted((one, other) => other.count - one.count);
  const [most, next] = counts;
  if (most === undefined || most.count === 0) return null;
  if (most.count > (next?.count ?? 0) && most.count > 1) return most.language;
  const isGuessed = counts.some(
    ({ language, count }) => language === guess?.language && count === most.count,
  );
  if (!guess?.isClear || !isGuessed) return null;
  const isOwnToo = counts.some(({ language, count }) => languages.includes(language) && count === most.count);
  return languages.includes(guess.language) || !isOwnToo ? guess.language : null;
}

const countIn = (stopwords: Set<string>, words: string[]): number =>
  words.filter((word) => stopwords.has(word)).length;
