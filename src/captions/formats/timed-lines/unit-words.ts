import { foldLabel } from "./fold-label.ts";

export type Unit = "hours" | "minutes" | "seconds";

const STYLES = ["long", "short"] as const;
/** Numbers for which languages have a form of their own. */
const SAMPLE_NUMBERS = [0, 1, 2, 3, 5, 11, 20, 21];
const fold = (text: string): string => foldLabel(text).text;

/**
 * How the languages of YouTube's pages say lengths of time, folded as `foldLabel` does. What is asked is kept, since it is
 * asked for each line of a transcript.
 */
export function createUnitWords() {
  const exact = new Map<string, string[]>();
  const any = new Map<string, string[]>();
  const formats = new Map<string, Intl.DurationFormat>();
  const samples = new Map<string, string[]>();
  const joints = new Map<string, string[]>();

  const format = (language: string, style: (typeof STYLES)[number], unit: Unit, value: number): string => {
    const make = () => new Intl.DurationFormat(language, { style, [`${unit}Display`]: "always" });
    return fold(kept(formats, `${language} ${style} ${unit}`, make).format({ [unit]: value }));
  };

  return {
    /** "2 minutes", the longest form first. 0 has the forms of all numbers, which pages disagree on. */
    exact: (language: string, unit: Unit, value: number): string[] =>
      kept(exact, `${language} ${unit} ${value}`, () => {
        const forms = STYLES.map((style) => format(language, style, unit, value));
        const more = value === 0 ? samplesOf(language, unit, value) : [];
        return longestFirst([...forms, ...more]);
      }),

    /** Those, and the number with the words that other numbers have. */
    any: (language: string, unit: Unit, value: number): string[] =>
      kept(any, `${language} ${unit} ${value}`, () =>
        longestFirst([
          ...STYLES.map((style) => format(language, style, unit, value)),
          ...samplesOf(language, unit, value),
        ]),
      ),

    /** What stands between two of them: ", ", " and ". */
    joints: (language: string): string[] => kept(joints, language, () => jointsOf(language)),
  };

  function samplesOf(language: string, unit: Unit, value: number): string[] {
    const words = kept(samples, `${language} ${unit}`, () =>
      SAMPLE_NUMBERS.flatMap((number) =>
        STYLES.map((style) => format(language, style, unit, number).replace(String(number), "#")),
      ).filter((form) => form.includes("#")),
    );
    return words.map((form) => form.replace("#", String(value)));
  }
}

export type UnitWords = ReturnType<typeof createUnitWords>;

function jointsOf(language: string): string[] {
  const found = [" ", ", ", ""];
  for (const type of ["unit", "conjunction"] as const)
    for (const style of ["long", "narrow"] as const) {
      const list = new Intl.ListFormat(language, { type, style });
      // Numbers, since some languages join them otherwise than words.
      for (const items of [
        ["1", "2"],
        ["1", "2", "3"],
      ])
        for (const part of list.formatToParts(items))
          if (part.type === "literal") found.push(fold(part.value));
    }
  return longestFirst(found);
}

function kept<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

const longestFirst = (texts: string[]): string[] =>
  [...new Set(texts)].toSorted((one, other) => other.length - one.length);
