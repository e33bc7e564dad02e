import type { Steps } from "../async/steps.ts";
import type { SpokenWords } from "./spoken-words.ts";

/** How many of the first so many sentences hold each term. */
export function* documentFrequencySteps(
  { offsets, terms, vocabularySize }: SpokenWords,
  sentences: number,
): Steps<Int32Array> {
  const holding = new Int32Array(vocabularySize);
  const seenIn = new Int32Array(vocabularySize).fill(-1);
  for (let sentence = 0; sentence < sentences; sentence++) {
    for (let at = offsets[sentence]!; at < offsets[sentence + 1]!; at++) {
      const term = terms[at]!;
      if (term < 0 || seenIn[term] === sentence) continue;
      seenIn[term] = sentence;
      holding[term]!++;
    }
    yield;
  }
  return holding;
}
