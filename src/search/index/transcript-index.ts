import type { Steps } from "../../async/steps.ts";
import type { PlacedSentence } from "../../captions/sentences.ts";
import type { Terms } from "../../text/terms.ts";
import { greatest } from "../../text/sum.ts";
import type { SearchedPassage } from "../passage.ts";
import { followingCosines, type QuantizedVectors } from "./vectors/quantize.ts";
import { emptyTraits, readTraits, type SentenceTraits } from "./cut/sentence-traits.ts";

/** Times in milliseconds, and spans in the transcript's text, the end excluded. */
export type IndexedSentences = {
  startMs: Int32Array;
  endMs: Int32Array;
  from: Int32Array;
  to: Int32Array;
};

/** Numbers of sentences, both included. */
export type IndexedRanges = { first: Int32Array; last: Int32Array };

/** A transcript as it is stored, or has just been cut. */
export type ReadTranscript = {
  transcriptId: string;
  /** Grows each time that the transcript is indexed anew. */
  version: number;
  /** BCP 47 tag. */
  language: string;
  /** The whole text, which the sentences' spans are offsets in. */
  text: string;
  sentences: IndexedSentences;
  windows: IndexedRanges;
  passages: IndexedRanges & { ids: string[] };
  /** Unit vectors of the sentences; null where there are none of the model in use. */
  vectors: QuantizedVectors | null;
};

/** What search reads of a transcript, as typed arrays. Shared by all who search it: nobody changes it. */
export type TranscriptIndex = ReadTranscript & {
  /** The number of each term, and the terms by number; those of sentence s are `termIds[termOffsets[s] .. termOffsets[s + 1]]`. */
  vocabulary: Map<string, number>;
  terms: string[];
  termIds: Int32Array;
  termOffsets: Int32Array;
  traits: SentenceTraits;
  /** See `followingCosines`; null without vectors. */
  following: Float32Array | null;
  /** About how many bytes of memory it takes. */
  bytes: number;
};

/** Finds the terms and traits of a transcript's sentences: most of the time that an index takes, some milliseconds for ten minutes of speech. */
export function* indexSteps(read: ReadTranscript, termsOf: Terms): Steps<TranscriptIndex> {
  const { from, to } = read.sentences;
  const vocabulary = new Map<string, number>();
  const ids: number[] = [];
  const termOffsets = new Int32Array(from.length + 1);
  const traits = emptyTraits(from.length);
  for (let sentence = 0; sentence < from.length; sentence++) {
    const text = read.text.slice(from[sentence], to[sentence]);
    readTraits(traits, sentence, text);
    for (const term of termsOf(text)) {
      const id = vocabulary.get(term) ?? vocabulary.size;
      if (id === vocabulary.size) vocabulary.set(term, id);
      ids.push(id);
    }
    termOffsets[sentence + 1] = ids.length;
    yield;
  }
  const termIds = Int32Array.from(ids);
  const following = read.vectors && (yield* followingCosines(read.vectors));
  const index = {
    ...read,
    vocabulary,
    terms: [...vocabulary.keys()],
    termIds,
    termOffsets,
    traits,
    following,
    bytes: 0,
  };
  return { ...index, bytes: bytesOf(index) };
}

/** An entry of a map with its string, as measured on V8, and one of a list. */
const BYTES_PER_TERM = 118;
const BYTES_PER_ID = 60;
const BYTES_OF_OBJECTS = 2_000;

function bytesOf(index: TranscriptIndex): number {
  const { sentences, windows, passages, vectors, following, traits, vocabulary, termIds, termOffsets, text } =
    index;
  const arrays = [
    ...Object.values(sentences),
    ...Object.values(traits),
    windows.first,
    windows.last,
    passages.first,
    passages.last,
    termIds,
    termOffsets,
    ...(vectors === null ? [] : [vectors.values, vectors.scales]),
    ...(following === null ? [] : [following]),
  ].reduce((sum, array) => sum + array.byteLength, 0);
  // A string with one character that is not Latin takes two bytes a character.
  const characters = /[\u0100-\uffff]/.test(text) ? text.length * 2 : text.length;
  return (
    BYTES_OF_OBJECTS +
    arrays +
    characters +
    vocabulary.size * BYTES_PER_TERM +
    passages.ids.length * BYTES_PER_ID
  );
}

/** The number of the passage that a sentence belongs to, of two the one that it does not only lead into. */
export function passageOf({ passages }: TranscriptIndex, sentence: number): number {
  let low = 0;
  let high = passages.last.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passages.last[middle]! < sentence) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The terms of some sentences, both numbers included, in order and with repeats. */
export function termsBetween(index: TranscriptIndex, first: number, last: number): string[] {
  const { terms, termIds, termOffsets } = index;
  return Array.from(termIds.subarray(termOffsets[first], termOffsets[last + 1]), (id) => terms[id]!);
}

/** A sentence by its number, with its span in the text of the transcript, or in the part of it that begins at `origin`. */
export function sentenceAt({ sentences, text }: TranscriptIndex, number: number, origin = 0): PlacedSentence {
  const from = sentences.from[number]!;
  const to = sentences.to[number]!;
  return {
    startMs: sentences.startMs[number]!,
    endMs: sentences.endMs[number]!,
    text: text.slice(from, to),
    from: from - origin,
    to: to - origin,
  };
}

/** A passage by its number, with its sentences. */
export function passageAt(index: TranscriptIndex, number: number): SearchedPassage {
  const first = index.passages.first[number]!;
  const last = index.passages.last[number]!;
  const origin = index.sentences.from[first]!;
  const sentences = Array.from({ length: last - first + 1 }, (_, at) =>
    sentenceAt(index, first + at, origin),
  );
  return {
    id: index.passages.ids[number]!,
    transcriptId: index.transcriptId,
    startMs: sentences[0]!.startMs,
    endMs: greatest(sentences.map(({ endMs }) => endMs)),
    text: index.text.slice(origin, index.sentences.to[last]),
    sentences,
  };
}
