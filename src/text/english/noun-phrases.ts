import { baseForm } from "./inflections.ts";
import { flagsOf, isKnownWord } from "./known-words.ts";

/*
 * What the flags of the spelling dictionary tell of parts of speech: nouns take 's (M, or an entry of their own), verbs -ing
 * (G) or -ed (D), and adverbs are adjectives with -ly (Y).
 */

/** Whether an English word in lower case may be a noun or a name. Words that no dictionary has are taken for names. */
export function mayBeNoun(word: string): boolean {
  if (isNounEntry(word) || singularsOf(word).some(isNounEntry)) return true;
  return flagsOf(word) === undefined && !isKnownWord(word);
}

/** Whether an English word in lower case may begin a noun phrase: as a noun, or as an adjective. */
export function mayBeginNounPhrase(word: string): boolean {
  if (mayBeNoun(word)) return true;
  const flags = flagsOf(word);
  if (flags === undefined || /[GD]/.test(flags) || baseForm(word) !== undefined) return false;
  return !(word.endsWith("ly") && flagsOf(word.slice(0, -2))?.includes("Y"));
}

/** Whether an English word in lower case may be a verb, in its base form or with -s. */
export function mayBeVerb(word: string): boolean {
  const bases = [word, ...(word.endsWith("s") ? [word.slice(0, -1), word.replace(/es$/u, "")] : [])];
  return baseForm(word) !== undefined || bases.some((base) => /[GD]/.test(flagsOf(base) ?? ""));
}

const isNounEntry = (word: string): boolean =>
  word !== "" &&
  ([word, `${word[0]!.toUpperCase()}${word.slice(1)}`].some((form) => flagsOf(form)?.includes("M")) ||
    flagsOf(`${word}'s`) !== undefined);

function singularsOf(plural: string): string[] {
  const irregular = baseForm(plural);
  const isVerb = irregular !== undefined && flagsOf(irregular)?.includes("G") === true;
  const regular = /^(.+?)(?:ies|s)$/u.exec(plural)?.[1] ?? "";
  return [
    ...(irregular === undefined || isVerb ? [] : [irregular]),
    ...(plural.endsWith("ies") ? [`${regular}y`] : []),
    ...(plural.endsWith("s") ? [plural.slice(0, -1)] : []),
    ...(/(?:[sxz]|ch|sh)es$/u.test(plural) ? [plural.slice(0, -2)] : []),
  ].filter((word) => word !== "");
}
