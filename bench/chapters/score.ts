/** How near a found start has to be to a true one. */
export const TOLERANCE_MS = 30_000;

/** F1 of the starts found, each taken for one true start at most. The start of the video counts on neither side. */
export function scoreStarts(found: number[], gold: number[]): number {
  const [left, right] = [inner(found), inner(gold)];
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0;
  let hits = 0;
  for (let one = 0, other = 0; one < left.length && other < right.length;) {
    const distance = left[one]! - right[other]!;
    if (Math.abs(distance) <= TOLERANCE_MS) hits++;
    if (distance <= TOLERANCE_MS) one++;
    if (distance >= -TOLERANCE_MS) other++;
  }
  return (2 * hits) / (left.length + right.length);
}

/** The starts but the one of the video, which lists have at some second of its opening. */
const inner = (starts: number[]): number[] =>
  [...new Set(starts)].filter((startMs) => startMs > OPENING_MS).toSorted((one, other) => one - other);

const OPENING_MS = 15_000;
