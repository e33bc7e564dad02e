import type { EmbeddingModel } from "../models/embed.ts";
import type { EntityManager } from "../database.ts";
import { findCandidates } from "./candidates.ts";
import { askedTerms, createReader, readQuestion, type Reader } from "./question.ts";
import { rank } from "./rank.ts";
import type { SearchResult } from "./search-result.ts";
import { weightsFor } from "./weights.ts";

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

/**
 * Searches transcripts by words and by meaning: BM25 and exact vector distance choose passages, and what is said in them
 * is looked at closely. Rejects as the embedding model does, and with the signal's
 * reason when it is aborted.
 */
export function createSearch({ embedding }: { embedding: EmbeddingModel }): Search {
  const readers = new Map<string, Reader>();
  const weights = weightsFor(embedding.name);
  const readerOf = (language: string): Reader => {
    const reader = readers.get(language) ?? createReader(language);
    readers.set(language, reader);
    return reader;
  };

  return async ({ executor, transcripts, query, first, signal }) => {
    signal.throwIfAborted();
    if (transcripts.length === 0 || query.trim() === "" || first < 1) return { hits: [], answerability: 0 };
    const vector = embedding.embed([query], signal).then(([only]) => only!);
    const languages = new Set(transcripts.map((transcript) => transcript.language));
    const questions = new Map(
      [...languages].map((language) => [language, readQuestion(query, readerOf(language))]),
    );
    const found = await findCandidates(executor, {
      transcripts: transcripts.map(({ id, language }) => ({ id, language })),
      terms: askedTerms(questions),
      model: embedding.name,
      vector,
      cosineWeight: weights.candidateCosine,
      limit: Math.max(CANDIDATES, first * 2),
    });
    signal.throwIfAborted();
    return rank(found, { questions, weights, videos: transcripts.length, first });
  };
}
