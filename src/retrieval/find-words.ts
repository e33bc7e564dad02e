import { isASCII } from "./words.ts";

/** A word that was looked for, by its number, and whether it stands right after the one found before it. */
export type FoundWord = { word: number; follows: boolean };

const WORDS = { ascii: "[a-z0-9]", any: String.raw`[\p{L}\p{M}\p{N}]` };

/** Words in lower case, not cut to stems. */
export function writtenWords(text: string): string[] {
  const lower = text.toLowerCase();
  const letter = isASCII(lower) ? WORDS.ascii : WORDS.any;
  return lower.match(new RegExp(`${letter}+`, "gu")) ?? [];
}

/**
 * Finds such words, each of which has a number, in many texts, in order. One pattern of them all is more than twice as
 * fast as looking each word of a text up.
 */
export function createWordFinder(words: Map<string, number>): (text: string) => FoundWord[] {
  const patternOf = (letter: string) =>
    new RegExp(`(?<!${letter})(?:${[...words.keys()].join("|")})(?!${letter})`, "gu");
  const ascii = { found: patternOf(WORDS.ascii), letter: new RegExp(WORDS.ascii, "u") };
  const any = { found: patternOf(WORDS.any), letter: new RegExp(WORDS.any, "u") };
  return (text) => {
    const found: FoundWord[] = [];
    if (words.size === 0) return found;
    const lower = text.toLowerCase();
    const pattern = isASCII(lower) ? ascii : any;
    let end = 0;
    for (const match of lower.matchAll(pattern.found)) {
      const follows = found.length > 0 && !pattern.letter.test(lower.slice(end, match.index));
      found.push({ word: words.get(match[0])!, follows });
      end = match.index + match[0].length;
    }
    return found;
  };
}
