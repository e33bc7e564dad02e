import type { Steps } from "../../async/steps.ts";
import type { PlacedSentence } from "../../captions/sentences.ts";
import { countWords } from "../../text/words.ts";

/** Encoders read the first 85 to 110 words of a text, so a window is never longer than this. */
const WINDOW_WORDS = 80;
const WINDOW_MS = 45_000;

/** Groups sentences into windows of at most 80 words and 45 seconds: what is embedded. */
export function* groupWindows(sentences: PlacedSentence[]): Steps<PlacedSentence[][]> {
  const windows: PlacedSentence[][] = [];
  let open: PlacedSentence[] = [];
  let words = 0;
  for (const sentence of sentences) {
    const count = countWords(sentence.text);
    const startMs = open[0]?.startMs ?? sentence.startMs;
    if (open.length > 0 && (words + count > WINDOW_WORDS || sentence.endMs - startMs > WINDOW_MS)) {
      windows.push(open);
      open = [];
      words = 0;
    }
    open.push(sentence);
    words += count;
    yield;
  }
  if (open.length > 0) windows.push(open);
  return windows;
}
