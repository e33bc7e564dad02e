import type { EmbeddingModel } from "../../models/embeddings/embedding-model.ts";
import type { Similarity } from "./contrast.ts";

/** The longest wait for the vectors, in milliseconds: a follow-up can be read without. */
const TIMEOUT_MS = 1_000;

/** Texts embedded in one call: an ingest goes before larger ones. */
const TEXTS_PER_CALL = 8;

/** Cosines of an embedding model; none where there is no model, or it fails or takes too long. */
export function createSimilarity(embedding: EmbeddingModel | null) {
  return (signal: AbortSignal): Similarity =>
    async (text, others) => {
      if (!embedding) return null;
      const timed = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
      // A model that does not heed its signal is not waited for either.
      const late = new Promise<never>((_, reject) => {
        timed.addEventListener("abort", () => reject(timed.reason as Error), { once: true });
      });
      const texts = [text, ...others];
      const calls = texts.flatMap((_, at) =>
        at % TEXTS_PER_CALL === 0 ? [embedding.embed(texts.slice(at, at + TEXTS_PER_CALL), timed)] : [],
      );
      try {
        const [vector, ...vectors] = (await Promise.race([Promise.all(calls), late])).flat();
        return vectors.map((other) => dot(other, vector!));
      } catch {
        // Search embeds the question next, and reports what is wrong with the model.
        signal.throwIfAborted();
        return null;
      }
    };
}

const dot = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, at) => sum + value * other[at]!, 0);
