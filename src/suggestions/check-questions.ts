import { nextTurn, runInTurns, type Steps } from "../async/steps.ts";
import { EMBEDDED_MODEL, type EmbeddingModel } from "../models/embeddings/embedding-model.ts";
import type { TranscriptCut } from "../search/index/cut/cut-transcript.ts";
import { readFreshCut } from "../search/index/encoded-cut.ts";
import { dotProducts, quantizeSteps, type QuantizedVectors } from "../search/index/vectors/quantize.ts";
import { indexSteps, type TranscriptIndex } from "../search/index/transcript-index.ts";
import { createIndexSearch } from "../search/search.ts";
import type { Profile } from "../search/rank/weights.ts";
import type { Quote, SearchResult } from "../search/search-result.ts";
import { baseLanguage } from "../text/words.ts";
import { tokenizerOf } from "../text/terms.ts";

/** A transcript as it has just been cut, and embedded (null: there is no embedding model). */
export type CheckedTranscript = {
  cut: TranscriptCut;
  /** BCP 47 tag. */
  language: string;
  vectors: { windows: Float32Array[]; sentences: Float32Array[] } | null;
};

/** What a transcript alone answers to a question: the first quote, and how surely. */
export type AnsweredQuestion = Pick<SearchResult, "answerability" | "confidence"> & {
  quote: Quote;
  /** The weights that search had. */
  profile: Profile;
};

type CheckOptions = {
  embedding: EmbeddingModel | null;
  /** Called where the questions get no vectors; words alone decide then. */
  onFailure: (error: unknown) => void;
  signal: AbortSignal;
};

/**
 * Asks questions of one transcript as a session with that video alone would, without a database; the answer is null where
 * there is none. `questions`: all that will be asked; they are embedded in one call.
 */
export async function createCheck(
  transcript: CheckedTranscript,
  questions: string[],
  { embedding, onFailure, signal }: CheckOptions,
): Promise<(question: string) => Promise<AnsweredQuestion | null>> {
  const { language } = transcript;
  const { index, windows } = await runInTurns(readSteps(transcript), { signal });
  const vectors = embedding && windows && (await embedding.embed(questions, signal).catch(noVectors));
  function noVectors(error: unknown): null {
    signal.throwIfAborted();
    onFailure(error);
    return null;
  }
  const vectorOf = new Map(vectors?.map((vector, at) => [questions[at]!, vector]));
  const search = createIndexSearch({ embedding: vectors && embedding && knownVectors(embedding, vectorOf) });
  const cosinesOf = (_: string, vector: Float32Array) =>
    Promise.resolve(new Map(windows ? [[index.transcriptId, dotProducts(windows, vector)]] : []));
  const profile = profileOf(vectors && embedding, language);
  return async (query) => {
    await nextTurn();
    signal.throwIfAborted();
    const found = await search([index], { query, first: 1, cosinesOf, signal });
    const [quote] = found.quotes;
    // Without its vector a question would be found by other weights than it will be.
    if (quote === undefined || found.wordsOnly !== (vectors === null)) return null;
    return { answerability: found.answerability, confidence: found.confidence, quote, profile };
  };
}

function profileOf(model: EmbeddingModel | null, language: string): Profile {
  if (model === null) return "wordsOnly";
  if (model.name !== EMBEDDED_MODEL) return "provided";
  return baseLanguage(language) === "en" ? "embedded" : "foreign";
}

const ONLY = "00000000-0000-0000-0000-000000000000";

function* readSteps({ cut, language, vectors }: CheckedTranscript): Steps<{
  index: TranscriptIndex;
  windows: QuantizedVectors | null;
}> {
  const quantized = vectors && (yield* quantizeSteps(vectors.sentences));
  const read = readFreshCut(cut, { transcriptId: ONLY, language, vectors: quantized });
  const index = yield* indexSteps(read, tokenizerOf(language).terms);
  return { index, windows: vectors && (yield* quantizeSteps(vectors.windows)) };
}

/** A question whose words search mends is another one, and has no vector: it fails. */
const knownVectors = (embedding: EmbeddingModel, vectorOf: Map<string, Float32Array>): EmbeddingModel => ({
  name: embedding.name,
  embed(texts) {
    const vectors = texts.map((text) => vectorOf.get(text));
    return vectors.every((vector) => vector !== undefined)
      ? Promise.resolve(vectors)
      : Promise.reject(new Error("A question has no vector"));
  },
  close: () => Promise.resolve(),
});
