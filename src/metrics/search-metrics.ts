import type { Kinds } from "./kinds.ts";

/** Searches, and what they read. */
export function createSearchMetrics({ counter, histogram }: Kinds) {
  const seconds = histogram(
    "video_rag_search_seconds",
    "Searches of a session's videos, those of answers included, with the embedding of the question and what had to be read",
  );
  const wordsOnly = counter(
    "video_rag_searches_words_only_total",
    "Searches by words alone, since the embedding model failed or took too long",
  );
  const indexReads = counter(
    "video_rag_index_reads_total",
    "Indexes of transcripts that searches needed, by whether they were in memory (hit) or had to be read (miss)",
    ["result"],
  );

  return {
    searched: (ms: number) => seconds.observe(ms / 1000),
    searchedByWordsOnly: () => wordsOnly.inc(),
    indexRead: (found: boolean) => indexReads.inc({ result: found ? "hit" : "miss" }),
  };
}
