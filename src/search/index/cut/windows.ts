import type { Steps } from "../../../async/steps.ts";
import type { PlacedSentence } from "../../../captions/sentences.ts";
import { countWords } from "../../../text/words.ts";
import type { Range } from "../range.ts";

/** Encoders read the first 85 to 110 words of a text, so a window is never longer than this. */
const WINDOW_WORDS = 80;
const WINDOW_MS = 45_000;
/** The greatest share of a window's words that the next window begins with, in whole sentences. */
const OVERLAP = 0;

/**
 * Groups sentences into windows of at most 80 words and 45 seconds: what is embedded to find a place. Each goes on where
 * the one before ends, or begins with the sentences at the end of that one which are at most `overlap` of its words.
 */
export function* windowSteps(sentences: PlacedSentence[], overlap = OVERLAP): Steps<Range[]> {
  const words: number[] = [];
  for (const { text } of sentences) {
    words.push(countWords(text));
    yield;
  }
  const lasts = (first: number, last: number) => sentences[last]!.endMs - sentences[first]!.startMs;
  const windows: Range[] = [];
  for (let first = 0; first < sentences.length;) {
    let last = first;
    let count = words[first]!;
    for (let next = first + 1; next < sentences.length; next++) {
      if (count + words[next]! > WINDOW_WORDS || lasts(first, next) > WINDOW_MS) break;
      count += words[next]!;
      last = next;
      yield;
    }
    windows.push({ first, last });
    const next = last + 1;
    if (next === sentences.length) break;
    // Only as far back as leaves room for the sentence that follows, which no window has yet.
    let from = next;
    for (let shared = 0; from - 1 > first; from--) {
      shared += words[from - 1]!;
      if (shared > overlap * count || shared + words[next]! > WINDOW_WORDS) break;
      if (lasts(from - 1, next) > WINDOW_MS) break;
    }
    first = from;
    yield;
  }
  return windows;
}
