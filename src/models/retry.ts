import { retry, type Backoff, type RetryOptions } from "../async/retry.ts";
import { ModelError } from "./model-error.ts";

export type ModelRetryOptions = Backoff & {
  /** The attempts after the first. */
  retries: number;
} & Pick<RetryOptions, "sleep" | "random">;

/**
 * Runs a request, and again after failures that may pass. Rejects at once where the provider asks to wait longer than
 * `maxDelayMs` or `isFinal` is true of the error, and with the signal's reason when it is aborted.
 */
export function retryRequest<T>(
  request: () => Promise<T>,
  { retries, ...options }: ModelRetryOptions,
  signal: AbortSignal,
  isFinal: (error: ModelError) => boolean = () => false,
): Promise<T> {
  return retry(request, {
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
