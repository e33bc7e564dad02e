const FIRST_MS = 2000;
const LONGEST_MS = 15 * 60_000;

/**
 * How long to wait after the attempt of this number (from 1), in milliseconds: doubling from two seconds, half of it at
 * random so that many do not come back together ("equal jitter", AWS Architecture Blog, "Exponential Backoff And
 * Jitter"), and never less than the other side asked for.
 */
export function retryDelayMs(attempt: number, retryAfterMs = 0, random = Math.random): number {
  const backoff = Math.min(FIRST_MS * 2 ** Math.max(0, attempt - 1), LONGEST_MS);
  return Math.round(Math.max(backoff / 2, retryAfterMs) + (random() * backoff) / 2);
}
