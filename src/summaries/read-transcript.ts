import type { Steps } from "../async/steps.ts";
import type { PlacedSentence } from "../captions/sentences.ts";
import { spokenWordSteps, type SpokenWords } from "../chapters/spoken-words.ts";
import { advertises } from "../search/index/cut/filler.ts";
import { countWords } from "../text/words.ts";
import { signsOf } from "./clarity.ts";
import type { Signs } from "./languages/signs.ts";

/** A transcript to summarize: a `TranscriptCut` is one, with the language. */
export type SummarizedTranscript = {
  text: string;
  /** In order, with their spans in the text. */
  sentences: PlacedSentence[];
  /** BCP 47 tag. */
  language: string;
};

/** Sentences in a row, the last included. */
export type Run = { first: number; last: number };

/** A transcript with what is told of its sentences. */
export type ReadTranscript = SummarizedTranscript & {
  /** Those of the sentences, and behind them those of the chapters' titles, each as a sentence. */
  words: SpokenWords;
  /** How many words each sentence has, by `countWords`. */
  counts: Float32Array;
  /** 1 for those near an advertisement. */
  advertisements: Uint8Array;
  isPunctuated: boolean;
  signs: Signs | undefined;
};

export function* readSteps(transcript: SummarizedTranscript, titles: string[]): Steps<ReadTranscript> {
  const { sentences, language } = transcript;
  return {
    ...transcript,
    words: yield* spokenWordSteps([...sentences, ...titles.map((text) => ({ text }))], language),
    counts: yield* countSteps(sentences),
    advertisements: yield* advertisementSteps(sentences),
    isPunctuated: isPunctuated(sentences),
    signs: signsOf(language),
  };
}

/** What is said in some sentences, word for word. */
export const textOf = ({ first, last }: Run, { text, sentences }: SummarizedTranscript): string =>
  text.slice(sentences[first]!.from, sentences[last]!.to);

/** The terms of some sentences, by their numbers. */
export const termsOf = ({ first, last }: Run, { offsets, terms }: SpokenWords): Set<number> =>
  new Set(terms.subarray(offsets[first], offsets[last + 1]).filter((term) => term >= 0));

function* countSteps(sentences: PlacedSentence[]): Steps<Float32Array> {
  const counts = new Float32Array(sentences.length);
  for (const [at, { text }] of sentences.entries()) {
    counts[at] = countWords(text);
    yield;
  }
  return counts;
}

/** So many sentences around one that advertises may do so too. */
const ADVERTISEMENT_REACH = 10;

function* advertisementSteps(sentences: PlacedSentence[]): Steps<Uint8Array> {
  const near = new Uint8Array(sentences.length);
  for (const [at, { text }] of sentences.entries()) {
    if (advertises(text)) near.fill(1, Math.max(0, at - ADVERTISEMENT_REACH), at + ADVERTISEMENT_REACH + 1);
    yield;
  }
  return near;
}

const ENDS = /[.!?。！？؟।…]["'”’»)\]]*$/u;

/** Whether most sentences end as written ones do, in some that are spread over all. */
function isPunctuated(sentences: PlacedSentence[]): boolean {
  const step = Math.ceil(sentences.length / 200);
  const some = sentences.filter((_, at) => at % step === 0);
  return some.filter(({ text }) => ENDS.test(text)).length > some.length / 2;
}
