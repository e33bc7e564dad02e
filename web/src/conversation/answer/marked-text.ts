import type { Citation } from "../answer-view.ts";

export type TextPart = { kind: "text"; text: string } | { kind: "citation"; citation: Citation };

const MARKER = /\[(\d+)\]/g;
/** A marker that has begun, and the space before it: shown once it is whole, so that no bracket flickers. */
const BEGUN = /\s*\[\d*$/;

/** The text of an answer, cut at its markers. A marker without its citation, which comes a moment later, is left out. */
export function splitAtMarkers(
  text: string,
  citations: readonly Citation[],
  { isRunning }: { isRunning: boolean },
): TextPart[] {
  const shown = isRunning ? text.replace(BEGUN, "") : text;
  const parts: TextPart[] = [];
  let from = 0;
  const add = (piece: string) => piece && parts.push({ kind: "text", text: piece });
  for (const match of shown.matchAll(MARKER)) {
    const citation = citations.find(({ number }) => number === Number(match[1]));
    // Brackets around a number in the text itself stay, as far as can be known: once the answer has ended.
    if (!citation && !isRunning) continue;
    add(shown.slice(from, match.index));
    if (citation) parts.push({ kind: "citation", citation });
    from = match.index + match[0].length;
  }
  add(shown.slice(from));
  return parts;
}

/** The text without its markers, for those who hear it. */
export function withoutMarkers(text: string): string {
  return text.replace(/\s*\[\d+\]/g, "").trim();
}
