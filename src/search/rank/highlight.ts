import type { Sentence } from "../../captions/sentence.ts";
import { greatest } from "../../text/sum.ts";
import type { PlacedSentence } from "../../captions/sentences.ts";

/** A sentence this short before the one that a hit is about leads into it. */
const LEAD_MS = 15_000;
/** A hit that the end of its passage cuts shorter than this begins earlier. */
const SHORTEST_MS = 30_000;

/**
 * What of a passage is shown for its best window: from the sentence before the one in which the window comes to what was
 * asked, to as far as the limit (in milliseconds) lets it go; from earlier where the passage ends before. `all` are the
 * sentences of the passage's text, `window` some of them, and `shareOf` says how much of the question is in a sentence.
 */
export function highlight(
  text: string,
  all: PlacedSentence[],
  window: PlacedSentence[],
  shareOf: (sentence: string) => number,
  limitMs: number,
): Sentence {
  let first = all.indexOf(window[firstAnswering(window.map((sentence) => shareOf(sentence.text)))]!);
  let last = Math.max(first, all.indexOf(window.at(-1)!));
  const lasts = (start: number, end: number) => all[end]!.endMs - all[start]!.startMs;
  if (first > 0 && all[first]!.startMs - all[first - 1]!.startMs <= LEAD_MS) first--;
  while (last + 1 < all.length && lasts(first, last + 1) <= limitMs) last++;
  while (first > 0 && lasts(first, last) < SHORTEST_MS && lasts(first - 1, last) <= limitMs) first--;
  const part = all.slice(first, last + 1);
  return {
    startMs: part[0]!.startMs,
    endMs: greatest(part.map((sentence) => sentence.endMs)),
    text: text.slice(part[0]!.from, part.at(-1)!.to),
  };
}

/** The first that has at least half as much as the best. */
function firstAnswering(shares: number[]): number {
  const half = greatest(shares) / 2;
  return half > 0 ? shares.findIndex((share) => share >= half) : 0;
}
