import { tellLanguage } from "../../text/language/tell-language.ts";
import type { AskedLanguage, Turn } from "./answerer.ts";
import { PHRASE_LANGUAGES } from "./phrases.ts";

/**
 * The language that a question is asked in, where `languages` (ISO 639-1, the commonest first) are those of the transcripts.
 * Where the question is too short to tell, that of the words that tell its kind, if any (`kind`, ISO 639-1); else it is read
 * with the one before.
 */
export function askedLanguage(
  question: string,
  history: Turn[],
  languages: string[],
  kind?: string,
): AskedLanguage {
  const known = [...new Set([...PHRASE_LANGUAGES, ...languages])];
  const before = history.at(-1)?.question;
  const told =
    tellLanguage(question, known, languages) ??
    kind ??
    (before === undefined ? null : tellLanguage(`${before} ${question}`, known, languages));
  return told === null
    ? { language: languages[0] ?? "en", isClear: false }
    : { language: told, isClear: true };
}
