export type Backoff = {
  /** The longest wait before the second attempt; it doubles with each further one, up to `maxDelayMs`. */
  baseDelayMs: number;
  maxDelayMs: number;
};

export type RetryOptions = Backoff & {
  /** Whether to try again after the attempt of this number (from 1), which `delayMs` would separate from the next. */
  shouldRetry: (error: unknown, next: { attempt: number; delayMs: number }) => boolean;
  /** The wait that the other side asked for, in milliseconds. */
  retryAfterMs?: (error: unknown) => number | undefined;
  /** Ends the wait, with its reason; `attempt` heeds it by itself. */
  signal?: AbortSignal;
  /** Waits, no longer than until the signal is aborted. */
  sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<unknown>;
  /** From 0 to 1. */
  random?: () => number;
};

/**
 * The wait after the attempt of this number (from 1), in milliseconds: half of the backoff is random, so that those who
 * failed together do not come back together ("equal jitter", AWS Architecture Blog, "Exponential Backoff And Jitter"),
 * and no wait is shorter than the other side asked for.
 */
export function retryDelayMs(
  attempt: number,
  { baseDelayMs, maxDelayMs }: Backoff,
  {
    retryAfterMs = 0,
    random = Math.random,
  }: { retryAfterMs?: number | undefined; random?: () => number } = {},
): number {
  const backoff = Math.min(baseDelayMs * 2 ** Math.max(0, attempt - 1), maxDelayMs);
  return Math.round(Math.max(backoff / 2, retryAfterMs) + (random() * backoff) / 2);
}

/**
 * The result of the first attempt (numbered from 1) that succeeds. Rejects with the failure that `shouldRetry` gives up
 * on, and with the signal's reason when it is aborted before, between or after attempts.
 */
export async function retry<T>(attempt: (number: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { shouldRetry, signal, random } = options;
  const wait = options.sleep ?? pause;
  for (let number = 1; ; number++) {
    signal?.throwIfAborted();
    try {
      return await attempt(number);
    } catch (error) {
      signal?.throwIfAborted();
      const delayMs = retryDelayMs(number, options, {
        retryAfterMs: options.retryAfterMs?.(error),
        ...(random && { random }),
      });
      if (!shouldRetry(error, { attempt: number, delayMs })) throw error;
      // Its rejection says only that the signal is aborted.
      await wait(delayMs, signal).catch(() => {});
    }
  }
}

/** Waits, by the timer that tests replace; no longer than until the signal is aborted. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
  });
}
