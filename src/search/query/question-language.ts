import { detect } from "tinyld";
import { baseLanguage } from "../../text/words.ts";

/**
 * Which of these languages (BCP 47 tags) a question is asked in, without script and region. undefined where it cannot be
 * told: questions are short.
 */
export function questionLanguage(question: string, languages: string[]): string | undefined {
  const bases = [...new Set(languages.map(baseLanguage))];
  if (bases.length < 2) return bases[0];
  return detect(question, { only: bases }) || undefined;
}
