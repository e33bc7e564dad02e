import { isASCII } from "./words.ts";

/** A word that was found, by its number, and whether it stands right after the one found before. */
export type FoundWord = { word: number; follows: boolean };

const WORDS = { ascii: "[a-z0-9]", any: String.raw`[\p{L}\p{M}\p{N}]` };

/** The words of a text in lower case, not cut to stems. */
export function writtenWords(text: string): string[] {
  const lower = text.toLowerCase();
  const letter = isASCII(lower) ? WORDS.ascii : WORDS.any;
  return lower.match(new RegExp(`${letter}+`, "gu")) ?? [];
}

/**
 * Finds numbered words in many texts, in order. One pattern of all the words is more than twice as fast as looking each
 * word of a text up.
 */
export function createWordFinder(words: Map<string, number>): (text: string) => FoundWord[] {
  const patternOf = (letter: string) =>
    new RegExp(`(?<!${letter})(?:${[...words.keys()].join("|")})(?!${letter})`, "gu");
  const read = (letter: string) => ({ found: patternOf(letter), letter: new RegExp(letter, "u") });
  // Each pattern is made when first needed, since one of the two seldom is.
  let ascii: ReturnType<typeof read> | undefined;
  let any: typeof ascii;
  return (text) => {
    const found: FoundWord[] = [];
    if (words.size === 0) return found;
    const lower = text.toLowerCase();
    const pattern = isASCII(lower) ? (ascii ??= read(WORDS.ascii)) : (any ??= read(WORDS.any));
    let end = 0;
    pattern.found.lastIndex = 0;
    for (let match = pattern.found.exec(lower); match; match = pattern.found.exec(lower)) {
      const follows = found.length > 0 && !pattern.letter.test(lower.slice(end, match.index));
      found.push({ word: words.get(match[0])!, follows });
      end = match.index + match[0].length;
    }
    return found;
  };
}
