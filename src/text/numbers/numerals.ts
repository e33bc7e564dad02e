import * as german from "n2words/de-DE";
import * as english from "n2words/en-US";
import * as spanish from "n2words/es-ES";
import * as french from "n2words/fr-FR";
import * as italian from "n2words/it-IT";
import * as dutch from "n2words/nl-NL";
import * as portuguese from "n2words/pt-PT";
import { foldAccents } from "../words.ts";

/** The number that a phrase stands for. */
export type Numeral = { value: number; isOrdinal: boolean };

/** The words of which a language makes its numbers, in lower case and without accents. */
export type Numerals = {
  /** The words with which a number may begin. */
  firstWords: Set<string>;
  /** Phrases of one or more words with a space between: 0 to 99, ordinals, and greater numbers that are one word. */
  phrases: Map<string, Numeral>;
  /** The most words that a phrase has. */
  longestPhrase: number;
  /** Words that multiply what is before them: 100, 1000, … */
  scales: Map<string, number>;
  /** Words for twelve. */
  dozens: Set<string>;
  /** Words between hundreds and what is added to them. */
  ands: Set<string>;
  /** Words for a decimal point. */
  points: Set<string>;
  /** Whether years are said by their hundreds: nineteen eighty-four. */
  hasSaidYears: boolean;
};

type Source = {
  words: { toCardinal(value: number): string; toOrdinal(value: number): string };
  /** Words for 100, 1,000, 1,000,000 and 1,000,000,000. */
  scales: string[];
  dozen?: string;
  and?: string;
  point: string;
  /** Endings of ordinals beside the one that is made. */
  ordinalEndings?: [from: RegExp, to: string[]];
};

/** The greatest number of which a phrase is kept where it is one word, as in German. */
const GREATEST_WORD = 999;
const GREATEST_ORDINAL = 31;

const SOURCES: Record<string, Source> = {
  en: {
    words: english,
    scales: ["hundred", "thousand", "million", "billion"],
    dozen: "dozen",
    and: "and",
    point: "point",
  },
  de: {
    words: german,
    scales: ["hundert", "tausend", "million millionen", "milliarde milliarden"],
    dozen: "dutzend",
    and: "und",
    point: "komma",
    ordinalEndings: [/e$/u, ["en", "er", "es", "em"]],
  },
  es: {
    words: spanish,
    scales: ["cien ciento", "mil", "millon millones", ""],
    dozen: "docena",
    and: "y",
    point: "coma",
    ordinalEndings: [/o$/u, ["a"]],
  },
  fr: {
    words: french,
    scales: ["cent cents", "mille", "million millions", "milliard milliards"],
    dozen: "douzaine",
    point: "virgule",
    ordinalEndings: [/premier$/u, ["premiere"]],
  },
  it: {
    words: italian,
    scales: ["cento", "mila mille", "milione milioni", "miliardo miliardi"],
    dozen: "dozzina",
    point: "virgola",
    ordinalEndings: [/o$/u, ["a"]],
  },
  nl: {
    words: dutch,
    scales: ["honderd", "duizend", "miljoen", "miljard"],
    dozen: "dozijn",
    and: "en",
    point: "komma",
  },
  pt: {
    words: portuguese,
    scales: ["cem cento", "mil", "milhao milhoes", ""],
    dozen: "duzia",
    and: "e",
    point: "virgula",
    ordinalEndings: [/o$/u, ["a"]],
  },
};

/** Ordinals that are more often another word. */
const OTHER_WORDS = new Set(["second", "segundo", "segunda", "seconde", "secondo", "seconda"]);

const NUMERALS = new Map<string, Numerals>();

/** The number words of a language (ISO 639-1), made at the first call; undefined where they are not known. */
export function numeralsOf(language: string): Numerals | undefined {
  const source = SOURCES[language];
  if (source === undefined) return undefined;
  const numerals = NUMERALS.get(language) ?? createNumerals(source, language);
  NUMERALS.set(language, numerals);
  return numerals;
}

function createNumerals(source: Source, language: string): Numerals {
  const phrases = new Map<string, Numeral>();
  const add = (text: string, value: number, isOrdinal: boolean): void => {
    const words = wordsOf(text);
    if (value >= 100 && words.length > 1) return;
    const phrase = words.join(" ");
    if (!phrases.has(phrase) && !OTHER_WORDS.has(phrase)) phrases.set(phrase, { value, isOrdinal });
  };
  const cardinal = (value: number) => source.words.toCardinal(value);
  for (let value = 0; value <= GREATEST_WORD; value++) add(cardinal(value), value, false);
  for (let thousand = 1000; thousand <= 9000; thousand += 1000) add(cardinal(thousand), thousand, false);
  for (let year = 2000; year < 2100; year++) add(cardinal(year), year, false);
  if (language === "de")
    for (let year = 1100; year < 2000; year++)
      add(
        `${cardinal(Math.floor(year / 100))}hundert${year % 100 === 0 ? "" : cardinal(year % 100)}`,
        year,
        false,
      );
  for (let value = 1; value <= GREATEST_ORDINAL; value++) {
    const ordinal = foldAccents(source.words.toOrdinal(value));
    add(ordinal, value, true);
    const [from, endings] = source.ordinalEndings ?? [];
    if (from !== undefined && from.test(ordinal))
      for (const ending of endings!) add(ordinal.replace(from, ending), value, true);
  }
  if (language === "en")
    for (let tens = 20; tens < 100; tens += 10)
      for (let value = tens; value < tens + 10; value++) add(source.words.toOrdinal(value), value, true);
  const scales = source.scales.flatMap((words, index) =>
    words === ""
      ? []
      : words.split(" ").map((word): [string, number] => [word, [100, 1e3, 1e6, 1e9][index]!]),
  );
  const dozens = source.dozen === undefined ? [] : [source.dozen];
  const beginnings = [...phrases.keys()].map((phrase) => phrase.split(" ")[0]!);
  return {
    firstWords: new Set([...beginnings, ...scales.map(([word]) => word), ...dozens]),
    phrases,
    longestPhrase: Math.max(...[...phrases.keys()].map((phrase) => phrase.split(" ").length)),
    scales: new Map(scales),
    dozens: new Set(dozens),
    ands: new Set(source.and === undefined ? [] : [source.and]),
    points: new Set([source.point]),
    hasSaidYears: language === "en",
  };
}

/** A word in lower case as it stands in phrases. */
export const foldNumeral = (word: string): string => foldAccents(word).replaceAll("ß", "ss");

const wordsOf = (text: string): string[] =>
  foldNumeral(text.toLowerCase())
    .split(/[\s-]+/u)
    .filter((word) => word !== "");
