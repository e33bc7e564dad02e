import { setTimeout as sleep } from "node:timers/promises";
import type { ModelError } from "./model-error.ts";

export type RetryOptions = {
  /** How often a request is tried again. */
  retries: number;
  /** The wait before the first retry, doubled with each, in milliseconds. */
  baseDelayMs: number;
  /** The longest wait. Where the provider asks for a longer one, its error is left to the caller. */
  maxDelayMs: number;
};

/**
 * Waits, as long as the provider asked or else ever longer, and says true; false at once where trying again is of no
 * use. Throws the signal's reason when it is aborted meanwhile.
 */
export async function waitToRetry(
  failure: ModelError,
  attempt: number,
  { retries, baseDelayMs, maxDelayMs }: RetryOptions,
  signal: AbortSignal,
): Promise<boolean> {
  if (!failure.retryable || attempt >= retries) return false;
  const backoff = Math.min(maxDelayMs, baseDelayMs * 2 ** attempt);
  const wait = failure.retryAfterMs ?? backoff;
  if (wait > maxDelayMs) return false;
  // Up to a quarter more, so that those who were refused together do not return together.
  await sleep(wait + Math.random() * Math.min(wait, backoff) * 0.25, undefined, { signal }).catch(() => {});
  signal.throwIfAborted();
  return true;
}
