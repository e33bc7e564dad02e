import { retry, type Backoff, type RetryOptions } from "../async/retry.ts";
import { ModelError } from "./model-error.ts";
import type { ModelRequest } from "./request-observer.ts";

export type ModelRetryOptions = Backoff & {
  /** The attempts after the first. */
  retries: number;
  /** Told of each attempt that has ended; `failure`: the code of its failure, or ABORTED. */
  onAttempt?: ((attempt: Pick<ModelRequest, "ms" | "failure" | "attempt">) => void) | undefined;
} & Pick<RetryOptions, "sleep" | "random">;

/**
 * Runs a request, and again after failures that may pass. Rejects at once where the provider asks to wait longer than
 * `maxDelayMs` or `isFinal` is true of the error, and with the signal's reason when it is aborted.
 */
export function retryRequest<T>(
  request: () => Promise<T>,
  { retries, onAttempt = () => {}, ...options }: ModelRetryOptions,
  signal: AbortSignal,
  isFinal: (error: ModelError) => boolean = () => false,
): Promise<T> {
  return retry((attempt) => timedRequest(request, (ended) => onAttempt({ ...ended, attempt })), {
    ...options,
    signal,
    retryAfterMs: (error) => (error instanceof ModelError ? error.retryAfterMs : undefined),
    shouldRetry: (error, { attempt }) =>
      error instanceof ModelError &&
      error.retryable &&
      attempt <= retries &&
      (error.retryAfterMs ?? 0) <= options.maxDelayMs &&
      !isFinal(error),
  });
}

/** Makes a request, and tells how it ended. */
export async function timedRequest<T>(
  request: () => Promise<T>,
  onEnd: (ended: Pick<ModelRequest, "ms" | "failure">) => void,
): Promise<T> {
  const startedAt = performance.now();
  const end = (failure: string | null) => onEnd({ ms: performance.now() - startedAt, failure });
  try {
    const result = await request();
    end(null);
    return result;
  } catch (error) {
    end(error instanceof ModelError ? error.code : "ABORTED");
    throw error;
  }
}
