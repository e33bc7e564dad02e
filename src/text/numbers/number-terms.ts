import type { SaidNumber } from "./read-number.ts";

/** Ordinals meet the numbers that they are of, but for those that are said all the time. */
export function numberTerms({ value, isOrdinal }: SaidNumber, language: string): string[] {
  const digits = String(Number(value.toPrecision(12)));
  if (!isOrdinal || language !== "en") return [digits];
  const ordinal = `${digits}${ordinalSuffix(value)}`;
  return value > 2 ? [ordinal, digits] : [ordinal];
}

const ENGLISH_ORDINAL = new Intl.PluralRules("en", { type: "ordinal" });
const SUFFIXES: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "st", two: "nd", few: "rd" };
const ordinalSuffix = (value: number): string => SUFFIXES[ENGLISH_ORDINAL.select(value)] ?? "th";
