/** Marks that are not seen, which copies from web pages have beside times: zero-width spaces, direction marks, byte order marks. */
const INVISIBLE = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
const SIGN = /[\t\u0080-\uFFFF]/g;
const DIGIT = /\p{Nd}/u;
const SIGNS: Record<string, string> = {
  "：": ":",
  "﹕": ":",
  "∶": ":",
  "꞉": ":",
  "．": ".",
  "，": ",",
  "＞": ">",
  "＜": "<",
  "［": "[",
  "］": "]",
  "（": "(",
  "）": ")",
  "【": "[",
  "】": "]",
  "〔": "[",
  "〕": "]",
};

export const withoutInvisible = (line: string): string => line.replace(INVISIBLE, "");

/**
 * A line with the digits, colons, brackets and blanks of any script and width as ASCII has them. It stays as long as it
 * was, so that what a pattern finds in it is found in the line.
 */
export function foldSigns(line: string): string {
  return line.replace(SIGN, (sign) => {
    if (SIGNS[sign] !== undefined) return SIGNS[sign];
    if (DIGIT.test(sign)) return String(digitValue(sign.charCodeAt(0)));
    return /\s/.test(sign) ? " " : sign;
  });
}

/** The value of a decimal digit: Unicode has them in rows of ten, from zero, some row upon row. */
export function digitValue(codePoint: number): number {
  let before = codePoint;
  while (before > 0 && DIGIT.test(String.fromCodePoint(before - 1))) before--;
  return (codePoint - before) % 10;
}
