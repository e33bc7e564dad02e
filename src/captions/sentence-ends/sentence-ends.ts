import { createSegmenter } from "../../text/words.ts";

/** Characters that are segmented at once: a segmenter takes tens of milliseconds to read in a whole transcript. */
const BLOCK = 16_384;
/** Characters at the end of a block in which sentence ends are not certain, since they depend on the text that follows. */
const MARGIN = 512;

/** The offsets at which sentences of a text end by the rules of Unicode, the end of the text included. */
export function* sentenceEnds(
  text: string,
  language: string,
  { block = BLOCK, margin = MARGIN } = {},
): Generator<number> {
  const segmenter = createSegmenter(language, "sentence");
  let from = 0;
  while (text.length - from > block) {
    const limit = from + block - margin;
    let next = inWord(text, from, limit);
    for (const { segment, index } of segmenter.segment(text.slice(from, from + block))) {
      const end = from + index + segment.length;
      if (end > limit) break;
      yield end;
      next = Math.max(next, end);
    }
    from = next;
  }
  for (const { segment, index } of segmenter.segment(text.slice(from))) yield from + index + segment.length;
}

const LETTER = /\p{L}/u;

/** The last offset up to `limit` that is between two letters, and so inside a sentence. */
function inWord(text: string, from: number, limit: number): number {
  for (let at = limit; at > from; at--) if (LETTER.test(text[at - 1]!) && LETTER.test(text[at]!)) return at;
  return limit;
}
