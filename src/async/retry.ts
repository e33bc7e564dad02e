export type Backoff = {
  /** The longest wait before the second attempt; it doubles with each further one, up to `maxDelayMs`. */
  baseDelayMs: number;
  maxDelayMs: number;
};

export type RetryOptions = Backoff & {
  /** Whether to try again. `attempt`: the number of the attempt that failed, from 1; `delayMs`: the wait before the next. */
  shouldRetry: (error: unknown, next: { attempt: number; delayMs: number }) => boolean;
  /** The wait that the other side asked for, in milliseconds. */
  retryAfterMs?: (error: unknown) => number | undefined;
  /** Ends the wait between attempts when it is aborted. An attempt under way has to watch the signal itself. */
  signal?: AbortSignal;
  /** Waits `ms`, or until the signal is aborted. */
  sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<unknown>;
  /** From 0 to 1. */
  random?: () => number;
};

/**
 * The wait after attempt number `attempt` (from 1), in milliseconds. Half of the backoff is random, so that clients that
 * failed together do not retry together ("equal jitter", AWS Architecture Blog, "Exponential Backoff And Jitter"); the
 * wait is never shorter than the other side asked for.
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
 * The result of the first attempt (numbered from 1) that succeeds. Rejects with the first error for which `shouldRetry`
 * returns false, and with the signal's reason when it is aborted before, between or after attempts.
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
      // A rejection says only that the signal is aborted, which the next round sees.
      await wait(delayMs, signal).catch(() => {});
    }
  }
}

/** Waits `ms`, or until the signal is aborted, by the global setTimeout, which tests replace. */
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
