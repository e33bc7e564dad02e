import pLimit from "p-limit";
import { runInTurns, type Steps } from "../async/steps.ts";
import type { EntityManager } from "../database/open.ts";
import { EMBEDDED_MODEL, type EmbeddingModel } from "../models/embeddings/embedding-model.ts";
import { canonicalLanguage, termLanguage } from "../text/language/languages.ts";
import { baseLanguage } from "../text/words.ts";
import type { IndexCache, SearchedTranscript } from "./index/index-cache.ts";
import type { TranscriptIndex } from "./index/transcript-index.ts";
import { windowCosines } from "./index/vectors/window-cosines.ts";
import { hasAskedForm } from "./query/asked-form.ts";
import { createReader, questionSteps, type AskedQuestion, type Reader } from "./query/question.ts";
import { questionLanguage } from "./query/question-language.ts";
import { createQueryVectors, type QueryVectorOptions } from "./query/query-vector.ts";
import { sessionVocabulary } from "./query/session-vocabulary.ts";
import { chooseAllQuotes, chooseQuotes, isAvoided, toQuote } from "./rank/choose-quotes.ts";
import { answerProbability, confidenceFeatures, confidenceOf } from "./rank/confidence.ts";
import { evidenceSteps, type AskedIndex } from "./rank/evidence.ts";
import { FITTED } from "./rank/fitted.ts";
import { placeSteps, toHits } from "./rank/places.ts";
import { runWeights } from "./rank/run-weights.ts";
import { runSteps } from "./rank/runs.ts";
import { toldOutrightSteps } from "./rank/told-outright.ts";
import type { Profile } from "./rank/weights.ts";
import { NOTHING_FOUND, type AvoidedPlace, type SearchResult } from "./search-result.ts";

export type SearchRequest = {
  /** Runs the statements. */
  executor: EntityManager;
  transcripts: SearchedTranscript[];
  query: string;
  /** The query in other languages, by ISO 639-1 code: transcripts in one of them are searched with it. */
  translations?: ReadonlyMap<string, string> | undefined;
  /** All that answers is to be quoted, in the order of time, not the best alone. */
  isForAll?: boolean | undefined;
  /** Places that are not to be quoted. */
  avoid?: AvoidedPlace[] | undefined;
  /** At most so many hits. */
  first: number;
  signal?: AbortSignal | undefined;
};

export type Search = (request: SearchRequest) => Promise<SearchResult>;

export type SearchOptions = QueryVectorOptions & { indexes: IndexCache };

/**
 * Searches that read more than so many bytes into memory are made one at a time: a session may hold a gigabyte of text and
 * vectors. Twenty talks of an hour have some ten megabytes.
 */
const LARGE_BYTES = 64 * 1024 * 1024;
/** Where there are more bytes of the sentences' vectors, sentences go by their words, and only windows by their vectors. */
const MAX_VECTOR_BYTES = 192 * 1024 * 1024;

/**
 * Searches transcripts by words and by meaning: windows for the place, runs of sentences for the answer. Where there is no
 * embedding model, or it fails, is late or has not read the transcripts, words alone decide. Rejects with the signal's reason when it is aborted.
 */
export function createSearch({ indexes: cache, ...vectorOptions }: SearchOptions): Search {
  const searchIndexes = createIndexSearch(vectorOptions);
  const oneAtATime = pLimit(1);
  return async ({ executor, transcripts, query, first, signal, ...request }) => {
    signal?.throwIfAborted();
    if (transcripts.length === 0 || query.trim() === "" || first < 1) return NOTHING_FOUND;
    const { missing, vectors } = await cache.measure(executor, transcripts);

    async function search(): Promise<SearchResult> {
      signal?.throwIfAborted();
      const withVectors = vectors <= MAX_VECTOR_BYTES;
      const indexes = await cache.loadIndexes(executor, transcripts, signal, { withVectors });
      const ids = indexes.map(({ transcriptId }) => transcriptId);
      return searchIndexes(indexes, {
        ...request,
        query,
        first,
        cosinesOf: (model, vector) => windowCosines(executor, ids, model, vector),
        signal,
      });
    }
    return missing > LARGE_BYTES ? oneAtATime(search) : search();
  };
}

export type IndexSearchRequest = AskingOptions & Pick<SearchRequest, "avoid" | "isForAll" | "first">;

/** Searches indexes that are at hand. Rejects with the signal's reason when it is aborted. */
export function createIndexSearch(vectorOptions: QueryVectorOptions) {
  const ask = createAsking(vectorOptions);
  return async (
    indexes: TranscriptIndex[],
    { avoid = [], isForAll = false, first, ...options }: IndexSearchRequest,
  ): Promise<SearchResult> => {
    const { query, signal } = options;
    const { asked, profile } = await ask(indexes, options);
    signal?.throwIfAborted();
    return runInTurns(rank(asked, profile, { query, avoid, isForAll, first }), signal ? { signal } : {});
  };
}

type Ranked = Required<Pick<SearchRequest, "query" | "avoid" | "isForAll" | "first">>;

/** Chooses hits and quotes of transcripts that a question was asked of. */
function* rank(
  asked: AskedIndex[],
  profile: Profile,
  { query, avoid, isForAll, first }: Ranked,
): Steps<SearchResult> {
  const weights = FITTED[profile];
  const wordsOnly = profile === "wordsOnly";
  const found = yield* evidenceSteps(asked, weights.cosines);
  const places = yield* placeSteps(found, weights.places);
  const ranked = yield* runSteps(query, found, runWeights(profile));
  const runs = ranked.filter((run) => !isAvoided(run, avoid));
  const features = confidenceFeatures(query, found, places, runs);
  if (features === null) return { ...NOTHING_FOUND, wordsOnly };
  const answerability = answerProbability(features, weights.confidence);
  // Steps and items that follow the first quote may have been said before.
  const choose = isForAll ? chooseAllQuotes : chooseQuotes;
  const chosen = choose(runs, query).filter((run, at) => at === 0 || !isAvoided(run, avoid));
  const quotes = chosen.map(toQuote);
  const told = yield* toldOutrightSteps(query, found);
  if (told !== null) {
    return {
      hits: toHits(places, first, wordsOnly),
      quotes: told.quotes.filter((run) => !isAvoided(run, avoid)).map(toQuote),
      confidence: told.isWhole ? "SURE" : "UNSURE",
      answerability: 1,
      wordsOnly,
    };
  }
  const isOfAskedForm = quotes.slice(0, 1).every(({ text }) => hasAskedForm(query, text));
  return {
    hits: toHits(places, first, wordsOnly),
    quotes,
    confidence: confidenceOf(answerability, isOfAskedForm, weights.thresholds),
    answerability,
    wordsOnly,
  };
}

/** How far the cosines of an encoder are believed where it was not trained on the question's or the transcript's language. */
const TRUST_UNTRAINED = 0.5;

export type AskingOptions = Pick<SearchRequest, "query" | "translations" | "signal"> & {
  /** The cosines of the windows with a vector of a model, by the id of their transcript. */
  cosinesOf: (model: string, vector: Float32Array) => Promise<Map<string, Float32Array>>;
};

/** Reads a question as it is asked of each transcript: by its words, and by its vector. */
export function createAsking(vectorOptions: QueryVectorOptions) {
  const { embedding } = vectorOptions;
  const vectorOf = createQueryVectors(vectorOptions);
  // Readers are kept by `termLanguage`, of which there are some sixty, since a transcript may have any tag.
  const readers = new Map<string, Reader>();
  const readerOf = (language: string): Reader => {
    const reader = readers.get(language) ?? createReader(language);
    readers.set(language, reader);
    return reader;
  };

  function* readIn(
    indexes: TranscriptIndex[],
    queryIn: (language: string) => string,
  ): Steps<Map<string, AskedQuestion>> {
    const byLanguage = Map.groupBy(indexes, ({ language }) => termLanguage(language));
    const questions = new Map<string, AskedQuestion>();
    for (const [language, group] of byLanguage) {
      const vocabulary = sessionVocabulary(group);
      questions.set(language, yield* questionSteps(queryIn(language), readerOf(language), vocabulary));
    }
    return questions;
  }

  return async (
    indexes: TranscriptIndex[],
    { query, translations, cosinesOf, signal }: AskingOptions,
  ): Promise<{ asked: AskedIndex[]; profile: Profile }> => {
    const queryIn = (of: string) => translations?.get(canonicalLanguage(of)) ?? query;
    const questions = await runInTurns(readIn(indexes, queryIn), signal ? { signal } : {});
    // The embedded encoder reads English alone.
    const language = translations?.has("en")
      ? "en"
      : questionLanguage(
          query,
          indexes.map((index) => index.language),
        );
    const mended = language === undefined ? undefined : questions.get(termLanguage(language));
    const vector = await vectorOf(mended?.text ?? query, signal);
    const cosines = embedding && vector && (await cosinesOf(embedding.name, vector));
    const asked = indexes.map((index): AskedIndex => {
      const found = cosines?.get(index.transcriptId);
      const isTrained =
        embedding !== null && [language, index.language].every((one) => isTrainedOn(embedding.name, one));
      return {
        index,
        question: questions.get(termLanguage(index.language))!,
        vector,
        // Another number: the transcript was indexed anew between the two statements.
        windowCosines: found?.length === index.windows.first.length ? found : null,
        trust: isTrained ? 1 : TRUST_UNTRAINED,
      };
    });
    return { asked, profile: profileOf(vector && embedding, asked) };
  };
}

function profileOf(model: EmbeddingModel | null, asked: AskedIndex[]): Profile {
  if (model === null || areWithoutCosines(asked)) return "wordsOnly";
  if (model.name !== EMBEDDED_MODEL) return "provided";
  return asked.some(({ trust }) => trust === 1) ? "embedded" : "foreign";
}

/** Whether no transcript has vectors of the model, as before it has read them; those in which nothing is said have none ever. */
function areWithoutCosines(asked: AskedIndex[]): boolean {
  const spoken = asked.filter(({ index }) => index.windows.first.length > 0);
  return spoken.length > 0 && spoken.every((one) => one.index.vectors === null && one.windowCosines === null);
}

/** Whether an encoder was trained on a language (a BCP 47 tag; undefined: it is not known). */
function isTrainedOn(model: string, language: string | undefined): boolean {
  return model !== EMBEDDED_MODEL || (language !== undefined && baseLanguage(language) === "en");
}
