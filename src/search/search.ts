import type { EmbeddingModel } from "../models/embeddings/embedding-model.ts";
import type { EntityManager } from "../database/open.ts";
import type { Candidates } from "./candidates/candidate.ts";
import { findCandidates } from "./candidates/candidates.ts";
import { askedTerms, createReader, readQuestion, type Reader } from "./query/question.ts";
import { questionLanguage } from "./query/question-language.ts";
import { judge } from "./answerability/answerability.ts";
import { scorePlaces, toHits } from "./rank/rank.ts";
import type { RankOptions } from "./rank/rank-options.ts";
import type { SearchResult } from "./search-result.ts";
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
  signal: AbortSignal;
};

export type Search = (request: SearchRequest) => Promise<SearchResult>;

/** How many passages the database hands over to be looked at closely. */
const CANDIDATES = 32;

/** Passages that may answer a question, and what ranking them takes. */
export type Found = { candidates: Candidates; options: RankOptions };

/**
 * Searches transcripts by words and by meaning: BM25 and exact vector distance choose passages, and what is said in them
 * is looked at closely. Rejects as the embedding model does, and with the signal's reason when it is aborted.
 */
export function createSearch({ embedding }: { embedding: EmbeddingModel }): Search {
  const find = createFind({ embedding });
  return async (request) => {
    const found = await find(request);
    if (!found) return { hits: [], answerability: 0 };
    const { candidates, options } = found;
    const scored = scorePlaces(candidates, options);
    return { hits: toHits(candidates, scored, options), answerability: judge(candidates, scored, options) };
  };
}

/** The first half of a search; undefined where there is nothing to search, or to search for. */
export function createFind({ embedding }: { embedding: EmbeddingModel }) {
  const readers = new Map<string, Reader>();
  const weights = weightsFor(embedding.name);
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
  }: SearchRequest): Promise<Found | undefined> => {
    signal.throwIfAborted();
    if (transcripts.length === 0 || query.trim() === "" || first < 1) return undefined;
    const vector = embedding.embed([query], signal).then(([only]) => only!);
    const languages = new Set(transcripts.map((transcript) => transcript.language));
    const questions = new Map(
      [...languages].map((language) => [language, readQuestion(query, readerOf(language))]),
    );
    const asked = questionLanguage(query, [...languages]);
    const reads = (language: string) => weights.reads(asked) && weights.reads(language);
    const candidates = await findCandidates(executor, {
      transcripts: transcripts.map(({ id, language }) => ({ id, language })),
      terms: askedTerms(questions),
      model: embedding.name,
      vector,
      cosineWeight: [...languages].some(reads) ? weights.candidateCosine : 0,
      limit: Math.max(CANDIDATES, first * 2),
    });
    signal.throwIfAborted();
    return { candidates, options: { query, questions, weights, reads, videos: transcripts.length, first } };
  };
}
