import type { Steps } from "../../async/steps.ts";
import { tokenizerOf } from "../../text/terms.ts";
import type { Vocabulary, VocabularyEntry } from "../../text/query/vocabulary.ts";
import { sentenceAt, type TranscriptIndex } from "../index/transcript-index.ts";

/** The terms of some transcripts of one language, by which a question's words are mended, split and joined. */
export function sessionVocabulary(indexes: TranscriptIndex[]): Vocabulary {
  const frequencies = new Map<TranscriptIndex, Int32Array>();
  const frequenciesOf = (index: TranscriptIndex): Int32Array => {
    const known = frequencies.get(index) ?? countTerms(index);
    frequencies.set(index, known);
    return known;
  };
  return {
    has: (term) => indexes.some(({ vocabulary }) => vocabulary.has(term)),
    *hasPair(one, other) {
      for (const index of indexes) if (yield* hasPair(index, one, other)) return true;
      return false;
    },
    *entries(): Generator<VocabularyEntry> {
      for (const index of indexes) {
        const counts = frequenciesOf(index);
        for (const [term, id] of index.vocabulary) yield new Entry(index, term, id, counts[id]!);
      }
    },
  };
}

/** A class, since there are many thousand, and objects that have a getter each take long to make. */
class Entry implements VocabularyEntry {
  readonly term: string;
  readonly frequency: number;
  readonly #index: TranscriptIndex;
  readonly #id: number;

  constructor(index: TranscriptIndex, term: string, id: number, frequency: number) {
    this.#index = index;
    this.term = term;
    this.#id = id;
    this.frequency = frequency;
  }

  /** Found when it is asked for: few are. */
  get word(): string {
    return writtenWord(this.#index, this.term, this.#id);
  }
}

function countTerms({ vocabulary, termIds }: TranscriptIndex): Int32Array {
  const counts = new Int32Array(vocabulary.size);
  for (const id of termIds) counts[id]!++;
  return counts;
}

function* hasPair({ vocabulary, termIds }: TranscriptIndex, one: string, other: string): Steps<boolean> {
  const first = vocabulary.get(one);
  const second = vocabulary.get(other);
  if (first === undefined || second === undefined) return false;
  yield;
  for (let at = termIds.indexOf(first); at >= 0; at = termIds.indexOf(first, at + 1))
    if (termIds[at + 1] === second) return true;
  return false;
}

/** The word of a term as the transcript first has it. */
function writtenWord(index: TranscriptIndex, term: string, id: number): string {
  const place = index.termIds.indexOf(id);
  let sentence = 0;
  while (index.termOffsets[sentence + 1]! <= place) sentence++;
  const tokens = tokenizerOf(index.language).tokens(sentenceAt(index, sentence).text);
  return tokens.find(({ terms }) => terms.includes(term))?.word ?? term;
}
