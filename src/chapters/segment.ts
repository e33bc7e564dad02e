import type { Steps } from "../async/steps.ts";
import type { Units } from "./units.ts";

/** The least time that a chapter lasts. */
export const SHORTEST_MS = 45_000;

/** A run of units, the end excluded, with the best place to cut it; `at` is -1 where it cannot be cut. */
type Segment = { from: number; to: number; at: number; gain: number };

/**
 * The units that parts of a transcript begin with, the first left out: `count` parts, or fewer where none can be cut. As in
 * TreeSeg (arXiv 2407.12028) the part is cut next where the sum of squared deviations from the means of the two falls
 * most; then each cut is moved to the best place between its neighbours.
 */
export function* segmentSteps(units: Units, count: number, endMs: number): Steps<number[]> {
  const scan = createScan(units, endMs);
  const segments = [yield* scan(0, units.startMs.length)];
  while (segments.length < count) {
    const best = segments.reduce((one, other) => (other.gain > one.gain ? other : one));
    if (best.at < 0) break;
    const halves = [yield* scan(best.from, best.at), yield* scan(best.at, best.to)];
    segments.splice(segments.indexOf(best), 1, ...halves);
  }
  const cuts = segments.slice(1).map(({ from }) => from);
  for (let round = 0, moved = true; moved && round < MOST_ROUNDS; round++) {
    moved = false;
    for (const [index, cut] of cuts.entries()) {
      const { at } = yield* scan(cuts[index - 1] ?? 0, cuts[index + 1] ?? units.startMs.length);
      if (at < 0 || at === cut) continue;
      cuts[index] = at;
      moved = true;
    }
  }
  return cuts;
}

const MOST_ROUNDS = 4;
/** How much words count beside vectors. */
const WORDS_SHARE = 0.5;
const UNITS_PER_STEP = 16;

/** Finds the best cut of runs of units, in time that grows with their length alone. */
function createScan({ startMs, dense, sparse }: Units, endMs: number) {
  const { dimensions = 0, values = new Float32Array(0) } = dense ?? {};
  const share = dense ? WORDS_SHARE : 1;
  const { offsets, terms, weights, vocabularySize } = sparse;

  return function* scan(from: number, to: number): Steps<Segment> {
    const best = { from, to, at: -1, gain: 0 };
    const begin = startOf(from);
    const end = to < startMs.length ? startMs[to]! : endMs;
    if (end - begin < 2 * SHORTEST_MS) return best;
    const total = new Float64Array(dimensions);
    const totalTerms = new Float64Array(vocabularySize);
    for (let unit = from; unit < to; unit++) {
      for (let n = 0, at = unit * dimensions; n < dimensions; n++, at++) total[n]! += values[at]!;
      for (let at = offsets[unit]!; at < offsets[unit + 1]!; at++) totalTerms[terms[at]!]! += weights[at]!;
      if ((unit - from) % UNITS_PER_STEP === 0) yield;
    }
    let totalSquares = 0;
    for (let n = 0; n < dimensions; n++) totalSquares += total[n]! ** 2;
    let termSquares = 0;
    for (let term = 0; term < vocabularySize; term++) termSquares += totalTerms[term]! ** 2;

    const left = new Float64Array(dimensions);
    const leftTerms = new Float64Array(vocabularySize);
    // Of the terms: the square of the left sum, and its product with the total.
    let leftTermSquares = 0;
    let termProduct = 0;
    for (let unit = from; unit < to - 1; unit++) {
      let leftSquares = 0;
      let product = 0;
      for (let n = 0, at = unit * dimensions; n < dimensions; n++, at++) {
        const value = (left[n]! += values[at]!);
        leftSquares += value * value;
        product += value * total[n]!;
      }
      for (let at = offsets[unit]!; at < offsets[unit + 1]!; at++) {
        const term = terms[at]!;
        const weight = weights[at]!;
        leftTermSquares += weight * (2 * leftTerms[term]! + weight);
        leftTerms[term]! += weight;
        termProduct += weight * totalTerms[term]!;
      }
      if ((unit - from) % UNITS_PER_STEP === 0) yield;
      const cut = unit + 1;
      if (startMs[cut]! - begin < SHORTEST_MS || end - startMs[cut]! < SHORTEST_MS) continue;
      const count = cut - from;
      const fall = (ofLeft: number, ofTotal: number, both: number) =>
        ofLeft / count + (ofTotal - 2 * both + ofLeft) / (to - cut) - ofTotal / (to - from);
      const gain =
        (1 - share) * fall(leftSquares, totalSquares, product) +
        share * fall(leftTermSquares, termSquares, termProduct);
      if (gain > best.gain) Object.assign(best, { at: cut, gain });
    }
    return best;
  };

  /** The first part begins with the video. */
  function startOf(unit: number): number {
    return unit === 0 ? 0 : startMs[unit]!;
  }
}
