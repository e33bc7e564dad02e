import { guessLanguage } from "../../text/language/guess-language.ts";
import { baseLanguage } from "../../text/words.ts";

/**
 * The one of these languages (BCP 47 tags) that a question is asked in, without script and region. undefined where the
 * question is too short to tell.
 */
export function questionLanguage(question: string, languages: string[]): string | undefined {
  const bases = [...new Set(languages.map(baseLanguage))];
  if (bases.length < 2) return bases[0];
  return guessLanguage(question, bases)?.language;
}
