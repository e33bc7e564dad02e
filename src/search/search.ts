import type { EntityManager } from "../database/open.ts";
import { termLanguage } from "../text/languages.ts";
import type { Candidates } from "./candidates/candidate.ts";
import { findCandidates } from "./candidates/candidates.ts";
import { askedTerms, createReader, readQuestion, type Reader } from "./query/question.ts";
import { questionLanguage } from "./query/question-language.ts";
import { queryVector, type QueryVectorOptions } from "./query/query-vector.ts";
import { confidenceOf, estimateAnswerability } from "./answerability/answerability.ts";
import { chooseQuotes } from "./rank/choose-quotes.ts";
import { scoreWindows, toHits } from "./rank/rank.ts";
import type { RankOptions } from "./rank/rank-options.ts";
import { NOTHING_FOUND, type SearchResult } from "./search-result.ts";
import { weightsFor } from "./rank/weights.ts";

/** A transcript to search: its language is a BCP 47 tag. */
export type SearchedTranscript = { id: string; language: string };

export type SearchRequest = {
  /** Runs the statements. */
  executor: EntityManager;
  transcripts: SearchedTranscript[];
  query: string;
  /** At most so many hits. */
  first: number;
  signal?: AbortSignal | undefined;
};

export type Search = (request: SearchRequest) => Promise<SearchResult>;

/** The number of passages that the database hands over, to be ranked window by window. */
const CANDIDATES = 32;

/** Passages that may answer a question, and what ranking them takes. */
export type Retrieved = { candidates: Candidates; options: RankOptions };

/**
 * Searches transcripts by words and by meaning: BM25 and exact vector distance choose passages, whose windows are then
 * ranked. Where there is no embedding model, or it fails or is late, words alone decide. Rejects with the signal's reason when it is
 * aborted.
 */
export function createSearch(vectorOptions: QueryVectorOptions): Search {
  const retrieve = createRetrieval(vectorOptions);
  return async (request) => {
    const retrieved = await retrieve(request);
    if (!retrieved) return NOTHING_FOUND;
    const { candidates, options } = retrieved;
    const scored = scoreWindows(candidates, options);
    const hits = toHits(candidates, scored, options);
    const answerability = estimateAnswerability(candidates, scored, options);
    return {
      hits,
      quotes: chooseQuotes(request.query, hits),
      confidence: confidenceOf(answerability),
      answerability,
      wordsOnly: candidates.wordsOnly,
    };
  };
}

/** The first half of a search; undefined where there is nothing to search, or to search for. */
export function createRetrieval(vectorOptions: QueryVectorOptions) {
  const { embedding } = vectorOptions;
  const model = embedding?.name ?? null;
  const weights = weightsFor(model);
  // Readers are kept by `termLanguage`, of which there are some sixty, since a client may send any number of tags.
  const readers = new Map<string, Reader>();
  const readerOf = (language: string): Reader => {
    const reader = readers.get(language) ?? createReader(language);
    readers.set(language, reader);
    return reader;
  };

  return async ({
    executor,
    transcripts,
    query,
    first,
    signal,
  }: SearchRequest): Promise<Retrieved | undefined> => {
    signal?.throwIfAborted();
    if (transcripts.length === 0 || query.trim() === "" || first < 1) return undefined;
    const vector = queryVector(query, signal, vectorOptions);
    const searched = transcripts.map(({ id, language }) => ({ id, language: termLanguage(language) }));
    const languages = [...new Set(searched.map(({ language }) => language))];
    const questions = new Map(
      languages.map((language) => [language, readQuestion(query, readerOf(language))]),
    );
    const asked = questionLanguage(
      query,
      transcripts.map(({ language }) => language),
    );
    const isSupported = (language: string) =>
      weights.supportsLanguage(asked) && weights.supportsLanguage(language);
    const candidates = await findCandidates(executor, {
      transcripts: searched,
      terms: askedTerms(questions),
      model,
      vector,
      cosineWeight: languages.some(isSupported) ? weights.candidateCosine : 0,
      limit: Math.max(CANDIDATES, first * 2),
    });
    signal?.throwIfAborted();
    const supportsLanguage = (language: string) => !candidates.wordsOnly && isSupported(language);
    return {
      candidates,
      options: { query, questions, weights, supportsLanguage, videos: transcripts.length, first },
    };
  };
}
