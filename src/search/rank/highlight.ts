import type { Sentence } from "../../captions/sentence.ts";
import { greatest } from "../../text/sum.ts";
import type { PlacedSentence } from "../../captions/sentences.ts";

/** A sentence that begins at most so long before the first answering one leads into it, and is shown too. */
const LEAD_MS = 15_000;
/** A hit that the end of its passage cuts shorter than this begins earlier. */
const SHORTEST_MS = 30_000;

/**
 * The excerpt of a passage that is shown for its best window: from the sentence before the first that answers, as far as
 * the limit (in milliseconds) lets it go, and from earlier where the passage ends before. `shareOf` says how much of the
 * question is in a sentence; the window's sentences are some of the passage's.
 */
export function highlight(
  { text, sentences }: { text: string; sentences: PlacedSentence[] },
  window: PlacedSentence[],
  shareOf: (sentence: string) => number,
  limitMs: number,
): Sentence {
  let first = sentences.indexOf(window[firstAnswering(window.map((sentence) => shareOf(sentence.text)))]!);
  let last = Math.max(first, sentences.indexOf(window.at(-1)!));
  const lasts = (start: number, end: number) => sentences[end]!.endMs - sentences[start]!.startMs;
  if (first > 0 && sentences[first]!.startMs - sentences[first - 1]!.startMs <= LEAD_MS) first--;
  while (last + 1 < sentences.length && lasts(first, last + 1) <= limitMs) last++;
  while (first > 0 && lasts(first, last) < SHORTEST_MS && lasts(first - 1, last) <= limitMs) first--;
  const part = sentences.slice(first, last + 1);
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
