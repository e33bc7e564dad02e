import type { Steps } from "../../../async/steps.ts";
import type { PlacedSentence } from "../../../captions/sentences.ts";
import type { Range } from "../range.ts";

/** A passage is ended once it lasts so long, in milliseconds. */
const TARGET_MS = 150_000;
/** No sentence is added that would make a passage last longer than this, in milliseconds. */
const MAX_MS = 180_000;
/** The greatest overlap with the passage before, in milliseconds; it is two sentences at most. */
const OVERLAP_MS = 10_000;

/**
 * Groups sentences into passages of about 150 to 180 seconds, each beginning with the last sentence or two of the one
 * before: what a chat model reads.
 */
export function* passageSteps(sentences: PlacedSentence[]): Steps<Range[]> {
  const passages: Range[] = [];
  for (let own = 0; own < sentences.length;) {
    let last = own;
    const lasts = (end: number) => sentences[end]!.endMs - sentences[own]!.startMs;
    while (last + 1 < sentences.length && lasts(last) < TARGET_MS && lasts(last + 1) <= MAX_MS) {
      last++;
      yield;
    }
    passages.push({ first: own - overlapBefore(sentences, own, passages.at(-1)), last });
    own = last + 1;
    yield;
  }
  return passages;
}

/** How many sentences before `own` fit into the overlap, and never the whole passage before. */
function overlapBefore(sentences: PlacedSentence[], own: number, before: Range | undefined): number {
  if (before === undefined) return 0;
  const endMs = sentences[before.last]!.endMs;
  let count = 0;
  while (count < 2 && own - count - 1 > before.first) {
    if (endMs - sentences[own - count - 1]!.startMs > OVERLAP_MS) break;
    count++;
  }
  return count;
}
