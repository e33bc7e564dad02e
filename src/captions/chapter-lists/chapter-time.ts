/** A colon of any script and width. */
export const COLON = "[:：﹕∶꞉]";

/** The source of a pattern with three groups: hours (or none), minutes and seconds, in the digits of any script. */
export const TIME = String.raw`(?:(\p{Nd}{1,3})${COLON})?(\p{Nd}{1,3})${COLON}(\p{Nd}{2})(?:[.,]\p{Nd}{1,3})?(?!${COLON}?\p{Nd})`;

/** The same without groups. */
export const TIME_WITHOUT_GROUPS = TIME.replaceAll(/(?<!\\)\((?!\?)/g, "(?:");

/** The milliseconds of what `TIME` found; undefined where it is no time, such as 1:75. Fractions of a second are dropped. */
export function timeMs(hours: string | undefined, minutes: string, seconds: string): number | undefined {
  const [h, m, s] = [decimal(hours ?? "0"), decimal(minutes), decimal(seconds)];
  if (s > 59 || (hours !== undefined && m > 59)) return undefined;
  return ((h * 60 + m) * 60 + s) * 1_000;
}

const DIGIT = /\p{Nd}/u;

/** The number that decimal digits of any script stand for. */
function decimal(digits: string): number {
  return [...digits].reduce((value, digit) => value * 10 + digitValue(digit.codePointAt(0)!), 0);
}

/** The value of a decimal digit: Unicode has them in rows of ten, from zero, some row upon row. */
function digitValue(codePoint: number): number {
  let before = codePoint;
  while (before > 0 && DIGIT.test(String.fromCodePoint(before - 1))) before--;
  return (codePoint - before) % 10;
}
