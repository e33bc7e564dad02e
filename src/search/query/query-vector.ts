import { createSharedWork } from "../../async/concurrency/shared-work.ts";
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

/**
 * Gives the vectors of questions; null where there is no model, or it fails or takes too long. Rejects only with the
 * signal's reason. Of a question that is asked of several transcripts at a time, the model is asked once. None is kept:
 * what is asked in a session is gone with it.
 */
export function createQueryVectors({
  embedding,
  timeoutMs = TIMEOUT_MS,
  onFailure,
}: QueryVectorOptions): (query: string, signal: AbortSignal | undefined) => Promise<Float32Array | null> {
  if (!embedding) return async () => null;
  const share = createSharedWork<Float32Array>();
  return async (query, signal) => {
    const embed = async (shared: AbortSignal) => (await embedding.embed([query], shared))[0]!;
    return inTime((anySignal) => share(query, embed, anySignal), signal, { timeoutMs, onFailure });
  };
}

type InTimeOptions = { timeoutMs: number; onFailure: ((error: unknown) => void) | undefined };

async function inTime(
  embed: (signal: AbortSignal) => Promise<Float32Array>,
  signal: AbortSignal | undefined,
  { timeoutMs, onFailure }: InTimeOptions,
): Promise<Float32Array | null> {
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
    return await Promise.race([
      embed(signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal),
      late,
    ]);
  } catch (error) {
    signal?.throwIfAborted();
    onFailure?.(error);
    return null;
  } finally {
    clearTimeout(timer);
  }
}
