import type { EntityManager } from "../database/open.ts";
import { baseLanguage } from "../text/words.ts";
import { termLanguage } from "../text/languages.ts";
import type { IndexCache, SearchedTranscript } from "./index/index-cache.ts";
import { windowCosines } from "./index/window-cosines.ts";
import { createReader, readQuestion, type AskedQuestion, type Reader } from "./query/question.ts";
import { questionLanguage } from "./query/question-language.ts";
import { queryVector, type QueryVectorOptions } from "./query/query-vector.ts";
import { rankWindows, toHits } from "./rank/rank.ts";
import { confidenceOf } from "./rank/confidence.ts";
import { chooseQuotes } from "./rank/choose-quotes.ts";
import { NOTHING_FOUND, type SearchResult } from "./search-result.ts";

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

export type SearchOptions = QueryVectorOptions & { indexes: IndexCache };

/**
 * Searches transcripts by words and by meaning: BM25 and the exact cosine rank their windows. Where there is no embedding
 * model, or it fails or is late, words alone decide. Rejects with the signal's reason when it is aborted.
 */
export function createSearch({ indexes: cache, ...vectorOptions }: SearchOptions): Search {
  const { embedding } = vectorOptions;
  // Readers are kept by `termLanguage`, of which there are some sixty, since a transcript may have any tag.
  const readers = new Map<string, Reader>();
  const readerOf = (language: string): Reader => {
    const reader = readers.get(language) ?? createReader(language);
    readers.set(language, reader);
    return reader;
  };

  return async ({ executor, transcripts, query, first, signal }) => {
    signal?.throwIfAborted();
    if (transcripts.length === 0 || query.trim() === "" || first < 1) return NOTHING_FOUND;
    const cosinesFound = queryVector(query, signal, vectorOptions).then(
      (vector) =>
        embedding &&
        vector &&
        windowCosines(
          executor,
          transcripts.map(({ id }) => id),
          embedding.name,
          vector,
        ),
    );
    const [indexes, cosines] = await Promise.all([
      cache.loadIndexes(executor, transcripts, signal),
      cosinesFound,
    ]);
    signal?.throwIfAborted();
    const asked = questionLanguage(
      query,
      indexes.map(({ language }) => language),
    );
    const questions = new Map<string, AskedQuestion>();
    const questionIn = (language: string): AskedQuestion => {
      const question = questions.get(language) ?? readQuestion(query, readerOf(language));
      questions.set(language, question);
      return question;
    };
    const ranked = rankWindows(
      indexes.map((index) => {
        const found = cosines?.get(index.transcriptId);
        const isComparable =
          embedding !== null &&
          supportsLanguage(embedding.name, asked) &&
          supportsLanguage(embedding.name, index.language) &&
          // Another number: the transcript was indexed anew between the two statements.
          found?.length === index.windows.first.length;
        return {
          index,
          question: questionIn(termLanguage(index.language)),
          cosines: isComparable ? found : undefined,
        };
      }),
    );
    const wordsOnly = cosines === null;
    const hits = toHits(ranked.windows, first, wordsOnly);
    return {
      hits,
      quotes: chooseQuotes(query, hits),
      confidence: confidenceOf(ranked.answerability),
      answerability: ranked.answerability,
      wordsOnly,
    };
  };
}

/** Whether an encoder reads a language (a BCP 47 tag; undefined: it is not known). */
function supportsLanguage(model: string, language: string | undefined): boolean {
  const isEmbedded = /^(?:all-MiniLM|universal-sentence-encoder)/u.test(model);
  return !isEmbedded || (language !== undefined && baseLanguage(language) === "en");
}
