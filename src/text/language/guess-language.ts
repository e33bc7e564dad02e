import { detectAll } from "tinyld";
import { canonicalLanguage } from "./languages.ts";

/** A language by its ISO 639-1 code. `isClear`: no other is nearly as likely. Null where there is nothing to go by. */
export type LanguageGuess = { language: string; isClear: boolean } | null;

/** As much of a text as is read, in characters. More says no more, and takes longer: some 0.5 ms for this. */
const MAX_CHARACTERS = 4_000;
/** The least score (0 to 1) of a clear guess, and how many times the next language's score it is. */
const CLEAR_SCORE = 0.1;
const CLEAR_LEAD = 1.5;

/** A guess at the language of a text, among these (ISO 639-1 codes) where they are given. */
export function guessLanguage(text: string, among: string[] = []): LanguageGuess {
  const [best, next] = detectAll(text.slice(0, MAX_CHARACTERS), { only: among });
  if (best === undefined) return null;
  const lead = best.accuracy / (next?.accuracy ?? 0);
  return { language: best.lang, isClear: best.accuracy >= CLEAR_SCORE && lead >= CLEAR_LEAD };
}

/** Whether a text is clearly in another language than this (a BCP 47 tag), so that their words cannot be compared. */
export function isInOtherLanguage(guess: LanguageGuess, language: string): boolean {
  return guess !== null && guess.isClear && guess.language !== canonicalLanguage(language);
}
