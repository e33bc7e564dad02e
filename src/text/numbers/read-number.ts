import type { Numeral, Numerals } from "./numerals.ts";

/** A number that some words stand for, and the index of the word after them. */
export type SaidNumber = Numeral & { end: number };

/** Words of a text in a row, in lower case and without accents. */
export type WordRow = {
  count: number;
  at(index: number): string;
  /** Whether nothing but a space or a hyphen stands before this word. */
  follows(index: number): boolean;
};

/** The least number that is added to a hundred by "and", and the years whose hundreds are said as a number. */
const HUNDREDS_OF_YEARS = { from: 16, to: 20 };

/**
 * Reads the number that begins at a word: in words (`two hundred and five`, `zweihundertfünf`, `a dozen`), by a year's
 * hundreds (`nineteen eighty-four`), with a decimal point (`three point one four`), or in digits before a word that
 * multiplies them (`2 million`). undefined where none begins there.
 */
export function readNumber(words: WordRow, start: number, numerals: Numerals): SaidNumber | undefined {
  const { scales, dozens, ands, points } = numerals;
  const wordAt = (index: number): string =>
    index < words.count && words.follows(index) ? words.at(index) : "";

  /** A number below 100 or of one word, or digits before a word that multiplies them. */
  const small = (at: number): SaidNumber | undefined => {
    let phrase = at === start ? words.at(at) : wordAt(at);
    if (DIGITS.test(phrase))
      return scales.has(wordAt(at + 1)) || dozens.has(wordAt(at + 1))
        ? { value: Number(phrase), isOrdinal: false, end: at + 1 }
        : undefined;
    let found: SaidNumber | undefined;
    for (let end = at + 1; phrase !== ""; end++) {
      const numeral = numerals.phrases.get(phrase);
      if (numeral) found = { ...numeral, end };
      if (end - at === numerals.longestPhrase || wordAt(end) === "") break;
      phrase += ` ${wordAt(end)}`;
    }
    return found;
  };

  /** What is added to hundreds or thousands; not the beginning of another number, as in "between one hundred and two hundred". */
  const added = (
    at: number,
    limit: number,
    read: (at: number) => SaidNumber | undefined,
  ): SaidNumber | undefined => {
    const number = read(ands.has(wordAt(at)) ? at + 1 : at);
    const isOther =
      number === undefined || number.value >= limit || number.value === 0 || scales.has(wordAt(number.end));
    return isOther ? undefined : number;
  };

  /** A number below 1,000, or so many hundreds. */
  const hundreds = (at: number): SaidNumber | undefined => {
    const first = small(at);
    const scaleAt = first?.end ?? at;
    const isScaled =
      scales.get(at === start && !first ? words.at(at) : wordAt(scaleAt)) === 100 && !first?.isOrdinal;
    const isHundreds =
      first !== undefined && first.value >= 100 && first.value < 1000 && first.value % 100 === 0;
    if (!isScaled && !isHundreds) return first;
    const value = isScaled ? (first?.value ?? 1) * 100 : first!.value;
    const end = isScaled ? scaleAt + 1 : first!.end;
    const rest = added(end, 100, small);
    return rest ? { ...rest, value: value + rest.value } : { value, isOrdinal: false, end };
  };

  const thousands = (at: number): SaidNumber | undefined => {
    let part = hundreds(at);
    let total: SaidNumber | undefined;
    let limit = Number.POSITIVE_INFINITY;
    for (;;) {
      const end: number = part?.end ?? total?.end ?? at;
      const scale: number | undefined = scales.get(end === start ? words.at(end) : wordAt(end));
      if (part?.isOrdinal || scale === undefined || scale < 1000 || scale >= limit) break;
      const scaled: number = (part?.value ?? 1) * scale;
      total = { value: (total?.value ?? 0) + scaled, isOrdinal: false, end: end + 1 };
      limit = scale;
      part = hundredsBelow(end + 1, limit);
    }
    if (total === undefined || part === undefined) return total ?? part;
    return { value: total.value + part.value, isOrdinal: part.isOrdinal, end: part.end };
  };
  const hundredsBelow = (at: number, limit: number): SaidNumber | undefined => {
    const number = hundreds(ands.has(wordAt(at)) ? at + 1 : at);
    const isOther = number !== undefined && (scales.get(wordAt(number.end)) ?? 0) >= limit;
    return number && number.value < limit && number.value > 0 && !isOther ? number : undefined;
  };

  /** The two digits of a year after those of its century. */
  const year = (century: SaidNumber): SaidNumber | undefined => {
    const { value, end, isOrdinal } = century;
    const isCentury = value >= HUNDREDS_OF_YEARS.from && value <= HUNDREDS_OF_YEARS.to && !isOrdinal;
    if (!numerals.hasSaidYears || !isCentury) return undefined;
    const rest = small(end);
    if (!rest || rest.isOrdinal || rest.value < 10 || rest.value > (value === 20 ? 39 : 99)) return undefined;
    return scales.has(wordAt(rest.end)) ? undefined : { ...rest, value: value * 100 + rest.value };
  };

  const digitsAfterPoint = (at: number): { text: string; end: number } => {
    let text = "";
    let end = at;
    for (let digit = small(end); digit && digit.value < 10 && !digit.isOrdinal; digit = small(end)) {
      text += digit.value;
      end = digit.end;
    }
    return { text, end };
  };

  if (dozens.has(words.at(start))) return { value: 12, isOrdinal: false, end: start + 1 };
  const number = thousands(start);
  if (number === undefined || number.isOrdinal) return number;
  if (dozens.has(wordAt(number.end))) return { ...number, value: number.value * 12, end: number.end + 1 };
  const said = year(number);
  if (said) return said;
  if (points.has(wordAt(number.end))) {
    const { text, end } = digitsAfterPoint(number.end + 1);
    if (text !== "") return { value: Number(`${number.value}.${text}`), isOrdinal: false, end };
  }
  return number;
}

/** Digits, and a decimal point as a full stop. */
const DIGITS = /^[0-9]+(?:\.[0-9]+)?$/u;
