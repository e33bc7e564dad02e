import type { EmbeddingModel } from "../../models/embeddings/embedding-model.ts";

/** A search by words alone takes two seconds at most, of which this leaves some for the database. */
const TIMEOUT_MS = 1_500;

export type QueryVectorOptions = {
  /** null: there is no model, and questions are searched for by their words. */
  embedding: EmbeddingModel | null;
  /** The longest wait for the vector, in milliseconds. */
  timeoutMs?: number;
  /** Called once for each question that is searched for without its vector. */
  onFailure?: (error: unknown) => void;
};

/** The vector of a question; null where there is no model, or it fails or takes too long. Rejects only with the signal's reason. */
export async function queryVector(
  query: string,
  signal: AbortSignal | undefined,
  { embedding, timeoutMs = TIMEOUT_MS, onFailure }: QueryVectorOptions,
): Promise<Float32Array | null> {
  if (!embedding) return null;
  const deadline = new AbortController();
  const timer = setTimeout(
    () => deadline.abort(new Error(`The embedding model took more than ${timeoutMs} ms`)),
    timeoutMs,
  );
  const late = new Promise<never>((_, reject) => {
    deadline.signal.addEventListener("abort", () => reject(deadline.signal.reason as Error));
  });
  try {
    // A model that does not heed its signal is not waited for either.
    const vectors = await Promise.race([
      embedding.embed([query], signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal),
      late,
    ]);
    return vectors[0]!;
  } catch (error) {
    signal?.throwIfAborted();
    onFailure?.(error);
    return null;
  } finally {
    clearTimeout(timer);
  }
}
