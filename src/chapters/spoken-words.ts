import type { Steps } from "../async/steps.ts";
import { UNSPACED } from "../text/scripts.ts";
import { tokenizerOf } from "../text/terms.ts";
import { createSegmenter } from "../text/words.ts";
import { createNumberList } from "./number-list.ts";

/** The words of some sentences as typed arrays; those of sentence s are numbers `offsets[s]` to before `offsets[s + 1]`. */
export type SpokenWords = {
  offsets: Int32Array;
  /** The span of each word in its sentence's text. */
  from: Int32Array;
  to: Int32Array;
  /** The number of each word's term, the same for all its inflections; -1 for a stop word. */
  terms: Int32Array;
  /** How each word follows the one before. */
  joints: Int32Array;
  /** The count of terms: each number is below it. */
  vocabularySize: number;
};

/** What parts a word from the one before in its sentence: `Apart`, or a space or nothing, or a hyphen. */
export const Joint = { Apart: 0, Space: 1, Hyphen: 2 } as const;

/** A word with its inner apostrophes, points and hyphens that a letter or digit follows, so that `3.14` is one. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’.][\p{L}\p{M}\p{N}]+)*(?:\+\+|#)?/gu;
const STOP_WORD = -1;

export function* spokenWordSteps(sentences: { text: string }[], language: string): Steps<SpokenWords> {
  const tokenizer = tokenizerOf(language);
  const segmenter = createSegmenter(language, "word");
  const vocabulary = new Map<string, number>();
  const termsOfWords = new Map<string, number>();
  const [from, to, terms, joints] = [
    createNumberList(Int32Array),
    createNumberList(Int32Array),
    createNumberList(Int32Array),
    createNumberList(Int32Array),
  ];
  const offsets = new Int32Array(sentences.length + 1);

  const termOf = (word: string): number => {
    const known = termsOfWords.get(word);
    if (known !== undefined) return known;
    const [term] = tokenizer.terms(word);
    const number = term === undefined ? STOP_WORD : (vocabulary.get(term) ?? vocabulary.size);
    if (term !== undefined) vocabulary.set(term, number);
    termsOfWords.set(word, number);
    return number;
  };

  for (const [sentence, { text }] of sentences.entries()) {
    let end = 0;
    const add = (word: string, start: number) => {
      joints.push(from.length > offsets[sentence]! ? jointOf(text.slice(end, start)) : Joint.Apart);
      from.push(start);
      end = start + word.length;
      to.push(end);
      terms.push(termOf(word));
    };
    for (const { 0: run, index } of text.matchAll(WORD)) {
      if (!UNSPACED.test(run)) add(run, index);
      else
        for (const part of segmenter.segment(run))
          if (part.isWordLike === true) add(part.segment, index + part.index);
    }
    offsets[sentence + 1] = from.length;
    yield;
  }
  return {
    offsets,
    from: from.toArray(),
    to: to.toArray(),
    terms: terms.toArray(),
    joints: joints.toArray(),
    vocabularySize: vocabulary.size,
  };
}

function jointOf(gap: string): number {
  if (gap === "-" || gap === "‐" || gap === "‑") return Joint.Hyphen;
  return gap === "" || gap === " " ? Joint.Space : Joint.Apart;
}
