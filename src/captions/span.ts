/** A part of a text, without white space at its ends. */
export type Span = { from: number; to: number };

/** The span without the white space at its ends, or [] where nothing is left. */
export function trimmed(text: string, from: number, to: number): Span[] {
  const part = text.slice(from, to).trimEnd();
  const start = from + part.length - part.trimStart().length;
  return part === "" ? [] : [{ from: start, to: from + part.length }];
}
