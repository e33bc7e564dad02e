import type { EmbeddingModel } from "../models/embed.ts";
import { findCandidates, type Executor } from "./candidates.ts";
import { rank } from "./rank.ts";
import type { SearchResult } from "./search-result.ts";
import { createTerms } from "./terms.ts";

export type { Executor } from "./candidates.ts";

/** A transcript to search: its language is a BCP 47 tag. */
export type SearchedTranscript = { id: string; language: string; title: string | null };

export type SearchRequest = {
  /** Runs the one statement; see `Executor`. */
  executor: Executor;
  transcripts: SearchedTranscript[];
  query: string;
  /** At most so many hits. */
  first: number;
  signal: AbortSignal;
};

export type Search = (request: SearchRequest) => Promise<SearchResult>;

/** How many passages the database hands over to be looked at closely, at least. */
const CANDIDATES = 40;

const NOTHING: SearchResult = { hits: [], answerability: 0 };

/**
 * Searches transcripts by words and by meaning, in one round trip to the database. Rejects as the embedding model does,
 * and with the signal's reason when it is aborted.
 */
export function createSearch({ embedding }: { embedding: EmbeddingModel }): Search {
  return async ({ executor, transcripts, query, first, signal }) => {
    signal.throwIfAborted();
    if (transcripts.length === 0 || query.trim() === "" || first < 1) return NOTHING;
    const [vector] = await embedding.embed([query], signal);
    const languages = [...new Set(transcripts.map((transcript) => transcript.language))];
    const termsByLanguage = new Map(languages.map((language) => [language, createTerms(language)]));
    const asked = languages.flatMap((language) =>
      [...new Set(termsByLanguage.get(language)!(query))].map((term) => ({ language, term })),
    );
    const found = await findCandidates(executor, {
      transcripts: transcripts.map(({ id, language }) => ({ id, language })),
      terms: asked,
      model: embedding.name,
      vector: vector!,
      vectorWeight: 0.3,
      limit: Math.max(CANDIDATES, first * 2),
    });
    signal.throwIfAborted();
    return rank(found, { asked, termsByLanguage, first });
  };
}
