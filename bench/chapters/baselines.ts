import { SHORTEST_MS } from "../../src/chapters/segment.ts";
import type { Sentence } from "../../src/captions/sentence.ts";
import { createTerms } from "../../src/text/terms.ts";

export function equalParts(count: number, durationMs: number): number[] {
  return Array.from({ length: count }, (_, part) => (part * durationMs) / count);
}

/** Sentences on each side of a gap whose words are compared. */
const BLOCK = 10;

/** TextTiling (Hearst, 1997): cuts the deepest valleys of the likeness of the words before a gap to those behind it. */
export function textTiling(
  sentences: Sentence[],
  language: string,
  count: number,
  durationMs: number,
): number[] {
  const termsOf = createTerms(language);
  const terms = sentences.map(({ text }) => termsOf(text));
  const likeness = terms.map((_, gap) =>
    cosine(terms.slice(Math.max(0, gap - BLOCK), gap).flat(), terms.slice(gap, gap + BLOCK).flat()),
  );
  const peak = (gap: number, step: number): number => {
    let at = gap;
    while (likeness[at + step] !== undefined && likeness[at + step]! >= likeness[at]!) at += step;
    return likeness[at]!;
  };
  const depths = likeness.map((value, gap) => ({
    startMs: sentences[gap]!.startMs,
    depth: peak(gap, -1) + peak(gap, 1) - 2 * value,
  }));
  const starts = [0];
  for (const { startMs } of depths.slice(1).toSorted((one, other) => other.depth - one.depth)) {
    if (starts.length === count) break;
    const isFar = [...starts, durationMs].every((other) => Math.abs(other - startMs) >= SHORTEST_MS);
    if (isFar) starts.push(startMs);
  }
  return starts;
}

function cosine(one: string[], other: string[]): number {
  const [left, right] = [countsOf(one), countsOf(other)];
  const product = [...left].reduce((sum, [term, count]) => sum + count * (right.get(term) ?? 0), 0);
  return product / (lengthOf(left) * lengthOf(right) || 1);
}

function countsOf(terms: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

const lengthOf = (counts: Map<string, number>): number => Math.hypot(...counts.values());
