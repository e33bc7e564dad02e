/**
 * Okapi BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009), with the inverse
 * document frequency of Lucene's BM25Similarity, which is never below zero, and Lucene's default parameters.
 */

/** Term-frequency saturation: the greater, the longer a further occurrence of a term still counts. */
const K1 = 1.2;
/** Length normalization, 0 to 1: how much a term counts less in a document longer than the mean. */
const B = 0.75;
/** So many documents are looked at from one `yield` to the next. */
const DOCUMENTS_AT_ONCE = 256;

/** The inverse document frequency of a term that `holding` of so many documents hold. */
export const idf = (documents: number, holding: number): number =>
  Math.log(1 + (documents - holding + 0.5) / (holding + 0.5));

/** The inverse document frequency of each term, from the sets of terms of all documents. */
export function inverseDocumentFrequency(documents: Set<string>[]): (term: string) => number {
  const counts = new Map<string, number>();
  for (const document of documents)
    for (const term of document) counts.set(term, (counts.get(term) ?? 0) + 1);
  return (term) => idf(documents.length, counts.get(term) ?? 0);
}

/** Documents that are runs in one list of term numbers: document d is termIds[from[d]] to before termIds[to[d]]. */
export type Documents = {
  termIds: Int32Array;
  /** The count of term numbers: each is below it. */
  vocabularySize: number;
  /** Documents may overlap: each has its own bounds, `offsets.subarray(0, -1)` and `offsets.subarray(1)` where they do not. */
  from: Int32Array;
  to: Int32Array;
};

/** Documents of one vocabulary, and for each term of the query the numbers that stand for it there: none, one or several. */
export type SearchedDocuments = Documents & { query: number[][] };

export type BM25Options = {
  k1?: number;
  b?: number;
  /** How much each term of the query counts; 1 where it is left out. */
  weights?: ArrayLike<number>;
};

export type BM25Scores = {
  /** The scores of each collection's documents. */
  scores: Float64Array[];
  /** How often each collection's document d holds term t of the query: frequencies[d * terms + t]. */
  frequencies: Uint16Array[];
  /** The inverse document frequency of each term of the query over all collections; of one that none holds, the greatest. */
  idf: Float64Array;
};

/**
 * Scores the documents of several collections, each with a vocabulary of its own, as if they were one. Numbers that stand
 * for one term of the query count together, as in Lucene's SynonymQuery. Yields after each part of the work.
 */
export function* bm25Steps(
  collections: SearchedDocuments[],
  { k1 = K1, b = B, weights }: BM25Options = {},
): Generator<void, BM25Scores, void> {
  const terms = collections[0]?.query.length ?? 0;
  const holding = new Float64Array(terms);
  let documents = 0;
  let length = 0;
  const frequencies: Uint16Array[] = [];
  for (const collection of collections) {
    const counts = yield* countTerms(collection, terms);
    documents += collection.from.length;
    for (let document = 0; document < collection.from.length; document++) {
      if (document % DOCUMENTS_AT_ONCE === 0) yield;
      length += collection.to[document]! - collection.from[document]!;
      for (let term = 0; term < terms; term++) if (counts[document * terms + term]! > 0) holding[term]!++;
    }
    frequencies.push(counts);
  }

  const idfs = holding.map((count) => idf(documents, count));
  const meanLength = length / Math.max(1, documents) || 1;
  const scores: Float64Array[] = [];
  for (const [index, { from, to }] of collections.entries()) {
    const counts = frequencies[index]!;
    const scored = new Float64Array(from.length);
    for (let document = 0; document < scored.length; document++) {
      if (document % DOCUMENTS_AT_ONCE === 0) yield;
      const norm = k1 * (1 - b + (b * (to[document]! - from[document]!)) / meanLength);
      for (let term = 0; term < terms; term++) {
        const count = counts[document * terms + term]!;
        if (count === 0) continue;
        scored[document]! += ((weights?.[term] ?? 1) * idfs[term]! * count * (k1 + 1)) / (count + norm);
      }
    }
    scores.push(scored);
  }
  return { scores, frequencies, idf: idfs };
}

/** How often each document holds each term of the query. */
function* countTerms(
  { termIds, vocabularySize, from, to, query }: SearchedDocuments,
  terms: number,
): Generator<void, Uint16Array, void> {
  const counts = new Uint16Array(from.length * terms);
  // The set of query terms that a number stands for, by its index in `sets`, from 1. One number is seldom in several.
  const setOf = new Uint16Array(vocabularySize);
  const sets: number[][] = [];
  for (const [term, ids] of query.entries())
    for (const id of ids) {
      if (setOf[id] === 0) setOf[id] = sets.push([]);
      sets[setOf[id]! - 1]!.push(term);
    }
  if (sets.length === 0) return counts;
  for (let document = 0; document < from.length; document++) {
    if (document % DOCUMENTS_AT_ONCE === 0) yield;
    const row = document * terms;
    for (let at = from[document]!; at < to[document]!; at++) {
      const set = setOf[termIds[at]!]!;
      if (set > 0) for (const term of sets[set - 1]!) counts[row + term]!++;
    }
  }
  return counts;
}

/** Numbers the terms of documents, in order of appearance. */
export function numberTerms(documents: string[][]): {
  vocabulary: Map<string, number>;
  documents: Documents;
} {
  const vocabulary = new Map<string, number>();
  const offsets = new Int32Array(documents.length + 1);
  for (const [index, { length }] of documents.entries()) offsets[index + 1] = offsets[index]! + length;
  const termIds = new Int32Array(offsets.at(-1)!);
  let at = 0;
  for (const document of documents)
    for (const term of document) {
      let number = vocabulary.get(term);
      if (number === undefined) vocabulary.set(term, (number = vocabulary.size));
      termIds[at++] = number;
    }
  const bounds = { from: offsets.subarray(0, -1), to: offsets.subarray(1) };
  return { vocabulary, documents: { termIds, vocabularySize: vocabulary.size, ...bounds } };
}
