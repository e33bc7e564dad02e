import dictionary from "dictionary-en";
import { unifySpelling } from "./spelling.ts";

/**
 * The English words of SCOWL, in Hunspell's format: sorted lines of a word and, behind a slash, flags for the rules by
 * which it takes suffixes and prefixes. They are searched as they are, which takes no memory beside them.
 */
const LINES = Buffer.from(dictionary.dic.buffer, dictionary.dic.byteOffset, dictionary.dic.byteLength);
const LINE_BREAK = 10;
/** Behind the count of lines. */
const FIRST_LINE = LINES.indexOf(LINE_BREAK) + 1;

/** Whether a word in lower case is English, or a name that dictionaries have, inflected or not. */
export function isKnownWord(word: string): boolean {
  const unified = unifySpelling(word);
  // Unified verbs are spelled as in Britain, but this dictionary is American.
  return [word, unified, unified.replace(/([iy])s(?=(?:e[sdr]?|ing|ations?|able)$)/u, "$1z")].some(isSpelled);
}

/** Whether a word in lower case is English and not only a name. */
export const isCommonWord = (word: string): boolean => word !== "" && (isEntry(word) || hasAffix(word));

const isSpelled = (word: string): boolean =>
  word !== "" &&
  [word, capitalized(word), word.toUpperCase()].some((form) => isEntry(form) || hasAffix(form));

const capitalized = (word: string): string => `${word[0]!.toUpperCase()}${word.slice(1)}`;

const isEntry = (word: string): boolean => flagsOf(word) !== undefined;

/** Whether a word is made of an entry by one suffix, one prefix, or both. */
function hasAffix(word: string): boolean {
  return (
    hasSuffix(word, () => true) ||
    PREFIXES.some(({ flag, added }) => {
      if (!word.startsWith(added)) return false;
      const rest = word.slice(added.length);
      return flagsOf(rest)?.includes(flag) || hasSuffix(rest, (flags) => flags.includes(flag));
    })
  );
}

const hasSuffix = (word: string, accepts: (flags: string) => boolean): boolean =>
  SUFFIXES.some(({ flag, removed, added, before }) => {
    if (!word.endsWith(added) || word.length <= added.length) return false;
    const stem = `${word.slice(0, word.length - added.length)}${removed}`;
    if (!before.test(stem)) return false;
    const flags = flagsOf(stem);
    return flags !== undefined && flags.includes(flag) && accepts(flags);
  });

/** A rule for words with its flag: what it takes off and adds at an end, and what they must end in. */
type Affix = { flag: string; removed: string; added: string; before: RegExp };

const readAffixes = (kind: "SFX" | "PFX"): Affix[] =>
  [
    ...new TextDecoder()
      .decode(dictionary.aff)
      .matchAll(new RegExp(`^${kind} (\\S)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)$`, "gmu")),
  ]
    // The first line of each flag tells how many follow.
    .filter(([, , , added]) => !/^\d+$/u.test(added!))
    .map(([, flag, removed, added, before]) => ({
      flag: flag!,
      removed: removed === "0" ? "" : removed!,
      added: added === "0" ? "" : added!,
      before: new RegExp(kind === "SFX" ? `${before}$` : `^${before}`, "u"),
    }));

const SUFFIXES = readAffixes("SFX");
const PREFIXES = readAffixes("PFX");

/** The flags of an entry; undefined where there is none. */
export function flagsOf(word: string): string | undefined {
  if (findLine(`${word}\n`) !== undefined) return "";
  const line = findLine(`${word}/`);
  if (line === undefined) return undefined;
  const end = LINES.indexOf(LINE_BREAK, line);
  return LINES.toString("utf8", line, end === -1 ? LINES.length : end).slice(word.length + 1);
}

/** Where a line with this beginning begins, by binary search. */
function findLine(beginning: string): number | undefined {
  const bytes = Buffer.from(beginning);
  let low = FIRST_LINE;
  let high = LINES.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const line = LINES.lastIndexOf(LINE_BREAK, middle - 1) + 1;
    const order = LINES.compare(bytes, 0, bytes.length, line, Math.min(LINES.length, line + bytes.length));
    if (order === 0) return line;
    if (order > 0) high = line;
    else {
      const next = LINES.indexOf(LINE_BREAK, middle);
      low = next === -1 ? LINES.length : next + 1;
    }
  }
  return undefined;
}
