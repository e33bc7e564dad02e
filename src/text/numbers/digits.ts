/** A number with separators. */
export const GROUPED = /^\p{N}+[.,]/u;

/** `1,000` is `1000`; before other than three digits a comma or full stop is a decimal point. */
export function foldNumber(token: string): string {
  return token.replace(/[.,](?=\p{N}{3}(?!\p{N}))/gu, "").replaceAll(",", ".");
}
