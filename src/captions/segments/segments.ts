import type { Steps } from "../../async/steps.ts";
import { countWords, mostCharacters } from "../../text/words.ts";
import type { Span } from "../span.ts";
import type { Timeline } from "../timeline.ts";
import { atomSteps, type Atom } from "./atoms.ts";
import { breakCosts } from "./break-costs.ts";
import { clauseWordsOf } from "./clause-words.ts";

/** A sentence that ends with a full stop may be this long; what has none is cut shorter. */
const SENTENCE_WORDS = 50;
const SENTENCE_MS = 25_000;
const SEGMENT_WORDS = 30;
const SEGMENT_MS = 15_000;
/** The length of most sentences that are spoken, and how far from it others are. */
const USUAL_WORDS = 14;
const USUAL_DEVIATION = 8;
/** A segment of fewer words is a fragment, and what each word that it lacks costs. */
const FEWEST_WORDS = 8;
const MISSING_WORD_COST = 0.7;
/** What each second above `SEGMENT_MS` costs. */
const SECOND_COST = 0.4;

const TERMINATED = /[.!?…。！？．।؟۔։][\p{Pe}\p{Pf}\p{Po}"'»]*$/u;

/** The span itself where it is a sentence of usual length, else the segments that it is cut into. */
export function* cutLongSpan(timeline: Timeline, span: Span, language: string): Steps<Span[]> {
  if (isShort(timeline, span)) return [span];
  const atoms = yield* atomSteps(timeline, span, language);
  return yield* cheapestCut(atoms, breakCosts(atoms, clauseWordsOf(language)));
}

function isShort(timeline: Timeline, { from, to }: Span): boolean {
  if (to - from > mostCharacters(SENTENCE_WORDS)) return false;
  const text = timeline.text.slice(from, to);
  const words = countWords(text);
  const duration = timeline.endAt(to) - timeline.startAt(from);
  return TERMINATED.test(text.slice(-8))
    ? words <= SENTENCE_WORDS && duration <= SENTENCE_MS
    : words <= SEGMENT_WORDS && duration <= SEGMENT_MS;
}

/**
 * Cuts atoms into segments of at most `SEGMENT_WORDS` words so that the breaks and the lengths together cost least, over
 * all cuts there are. `costs`: of a break behind each atom.
 */
function* cheapestCut(atoms: Atom[], costs: Float64Array): Steps<Span[]> {
  // The least cost of all segments up to an atom, and where the last of them begins.
  const least = new Float64Array(atoms.length + 1).fill(Number.POSITIVE_INFINITY);
  const starts = new Int32Array(atoms.length + 1);
  least[0] = 0;
  for (let end = 1; end <= atoms.length; end++) {
    let words = 0;
    const endMs = atoms[end - 1]!.endMs;
    const breakCost = end === atoms.length ? 0 : costs[end - 1]!;
    for (let start = end - 1; start >= 0; start--) {
      words += atoms[start]!.words;
      if (words > SEGMENT_WORDS && start < end - 1) break;
      const cost = least[start]! + breakCost + lengthCost(words, endMs - atoms[start]!.startMs);
      if (cost >= least[end]!) continue;
      least[end] = cost;
      starts[end] = start;
    }
    yield;
  }
  const segments: Span[] = [];
  for (let end = atoms.length; end > 0; end = starts[end]!)
    segments.push({ from: atoms[starts[end]!]!.from, to: atoms[end - 1]!.to });
  return segments.toReversed();
}

function lengthCost(words: number, ms: number): number {
  const tooLong = Math.max(0, ms - SEGMENT_MS) / 1_000;
  return (
    ((words - USUAL_WORDS) / USUAL_DEVIATION) ** 2 +
    Math.max(0, FEWEST_WORDS - words) * MISSING_WORD_COST +
    tooLong * SECOND_COST
  );
}
