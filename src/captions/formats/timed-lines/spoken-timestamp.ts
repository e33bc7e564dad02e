import { foldLabel, type FoldedText } from "./fold-label.ts";
import { createUnitWords, type Unit, type UnitWords } from "./unit-words.ts";
import { YOUTUBE_LANGUAGES } from "./youtube-languages.ts";

/** More characters than a time in words has, of any language. */
const MAX_CHARS = 90;
/** Lines from which the languages of a transcript are told. */
const SAMPLE_LINES = 40;
/** More labels than it takes to tell. */
const SAMPLE_LABELS = 5;
/** Languages that put the unit before the number, or have words for one or two of them: "دقيقتان". */
const UNIT_FIRST = ["ar", "he", "si", "sw"];

/** A time, and what may begin with that time in words. */
export type Labelled = { text: string; timeMs: number };

export type SpokenTimestamps = {
  /**
   * The text without the time in words at its beginning, or undefined where it does not begin with that. Only the words
   * for exactly `timeMs` (whole milliseconds) count: "4 seconds" at 0:05 was spoken.
   */
  strip(text: string, timeMs: number): string | undefined;
};

/**
 * Beside each time YouTube's transcript panel keeps the same time in words, for screen readers; copying the panel copies
 * it too: "0:04", then "4 seconds" on the next line or glued between the time and the words ("0:044 secondshey"). The
 * words are in the language of the page: of all, those count that the first lines have, the most frequent first.
 */
export function createSpokenTimestamps(lines: Iterable<Labelled>): SpokenTimestamps {
  const words = createUnitWords();
  const languages = languagesOf(lines, words);
  return {
    strip(text, timeMs) {
      if (languages.length === 0) return undefined;
      const folded = foldLabel(text.slice(0, MAX_CHARS));
      const parts = partsOf(timeMs);
      for (const group of languages) {
        const ends = group.map((language) => longestEnd(folded, parts, language, words, text));
        const end = Math.max(...ends);
        if (end > 0) return text.slice(end);
      }
      return looksLikeLabel(folded.text.trim(), parts) && text.length <= MAX_CHARS ? "" : undefined;
    },
  };
}

type Part = { unit: Unit; value: number };

/** The units of a time that are said: none that is 0, but for "0 seconds". */
function partsOf(timeMs: number): Part[] {
  const seconds = Math.floor(timeMs / 1_000);
  const all: Part[] = [
    { unit: "hours", value: Math.floor(seconds / 3_600) },
    { unit: "minutes", value: Math.floor(seconds / 60) % 60 },
    { unit: "seconds", value: seconds % 60 },
  ];
  const said = all.filter(({ value }) => value > 0);
  return said.length > 0 ? said : [{ unit: "seconds", value: 0 }];
}

/** The languages of the labels, in groups that have as many of the lines, the largest first. */
function languagesOf(lines: Iterable<Labelled>, words: UnitWords): string[][] {
  const votes = new Map<string, number>();
  let sampled = 0;
  let labels = 0;
  for (const { text, timeMs } of lines) {
    if (sampled++ === SAMPLE_LINES || labels === SAMPLE_LABELS) break;
    const found = languagesOfLabel(text, timeMs, words);
    for (const [language, end] of found) votes.set(language, (votes.get(language) ?? 0) + end);
    if (found.length > 0) labels += 1;
  }
  const groups = Map.groupBy(votes, ([, count]) => count);
  return [...groups]
    .toSorted(([one], [other]) => other - one)
    .map(([, group]) => group.map(([language]) => language));
}

/** The languages in which a text begins with a time in words, and where that ends. */
function languagesOfLabel(text: string, timeMs: number, words: UnitWords): [language: string, end: number][] {
  const folded = foldLabel(text.slice(0, MAX_CHARS));
  const parts = partsOf(timeMs);
  const beginsWithNumber = folded.text.trimStart().startsWith(String(parts[0]!.value));
  const asked = beginsWithNumber ? YOUTUBE_LANGUAGES : UNIT_FIRST;
  const endsIn = (forms: "exact" | "any") =>
    asked
      .map((language): [string, number] => [language, endOf(folded, parts, language, words, text, forms)])
      .filter(([, end]) => end > 0);
  const exact = endsIn("exact");
  return exact.length > 0 || !beginsWithNumber ? exact : endsIn("any");
}

/**
 * Where the time in words ends in a text that begins with it; 0 where it does not. On a line of its own it may have any of
 * the words of a unit: pages disagree on "0 second" and "0 seconds".
 */
function longestEnd(folded: FoldedText, parts: Part[], language: string, words: UnitWords, text: string) {
  return (
    endOf(folded, parts, language, words, text, "any") || endOf(folded, parts, language, words, text, "exact")
  );
}

/** "any": where the text is nothing else. */
function endOf(
  { text, ends }: FoldedText,
  parts: Part[],
  language: string,
  words: UnitWords,
  given: string,
  forms: "exact" | "any",
): number {
  const start = text.startsWith(" ") ? 1 : 0;
  const found = read(text, start, parts, language, words, forms);
  if (forms === "exact") return found.length === 0 ? 0 : ends[Math.max(...found) - 1]!;
  const isAll = given.length <= MAX_CHARS && found.some((end) => text.slice(end).trim() === "");
  return isAll ? given.length : 0;
}

/** All ends at which the parts may have been read from `from` on. */
function read(
  text: string,
  from: number,
  [part, ...more]: Part[],
  language: string,
  words: UnitWords,
  forms: "exact" | "any",
): number[] {
  if (part === undefined) return [from];
  const ends = words[forms](language, part.unit, part.value)
    .filter((form) => text.startsWith(form, from))
    .map((form) => from + form.length);
  if (more.length === 0) return ends;
  return ends.flatMap((end) =>
    words
      .joints(language)
      .filter((joint) => text.startsWith(joint, end))
      .flatMap((joint) => read(text, end + joint.length, more, language, words, forms)),
  );
}

/** Whether a line has exactly the numbers of a time, a word or two behind each: a label in words that are not known. */
function looksLikeLabel(text: string, parts: Part[]): boolean {
  const words = text.match(/[\p{L}'’.]+/gu) ?? [];
  const numbers = text.match(/\d+/g) ?? [];
  return (
    words.length >= parts.length &&
    words.length <= parts.length * 2 &&
    numbers.length === parts.length &&
    parts.every(({ value }, index) => numbers[index] === String(value)) &&
    /^\d.*\D$/.test(text)
  );
}
