import { foldLabel, type FoldedText } from "./fold-label.ts";
import { createUnitWords, type Unit, type UnitWords } from "./unit-words.ts";
import { YOUTUBE_LANGUAGES } from "./youtube-languages.ts";

/** More characters than a time in words has, of any language. */
const MAX_CHARS = 90;
/** Lines from which the languages of a transcript are told. */
const SAMPLE_LINES = 40;

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
  for (const { text, timeMs } of lines) {
    if (sampled++ === SAMPLE_LINES) break;
    const folded = foldLabel(text.slice(0, MAX_CHARS));
    const parts = partsOf(timeMs);
    if (!mayBeLabel(folded.text, parts)) continue;
    for (const language of YOUTUBE_LANGUAGES) {
      const end = longestEnd(folded, parts, language, words, text);
      if (end > 0) votes.set(language, (votes.get(language) ?? 0) + end);
    }
  }
  const groups = Map.groupBy(votes, ([, count]) => count);
  return [...groups]
    .toSorted(([one], [other]) => other - one)
    .map(([, group]) => group.map(([language]) => language));
}

/** Whether it is worth asking all languages: a number of the time is there, or may be there as a word ("an hour"). */
const mayBeLabel = (text: string, parts: Part[]): boolean =>
  parts.some(({ value }) => text.includes(String(value))) ||
  parts.every(({ value }) => value === 1 || value === 2);

/**
 * Where the time in words ends in a text that begins with it; 0 where it does not. On a line of its own it may have any of
 * the words of a unit: pages disagree on "0 second" and "0 seconds".
 */
function longestEnd(
  { text, ends }: FoldedText,
  parts: Part[],
  language: string,
  words: UnitWords,
  given: string,
): number {
  const start = text.startsWith(" ") ? 1 : 0;
  const whole = read(text, start, parts, language, words, "any").filter(
    (end) => text.slice(end).trim() === "" && given.length <= MAX_CHARS,
  );
  if (whole.length > 0) return given.length;
  const end = Math.max(0, ...read(text, start, parts, language, words, "exact"));
  return end === 0 ? 0 : ends[end - 1]!;
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
