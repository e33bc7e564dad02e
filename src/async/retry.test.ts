import { describe, expect, it } from "vitest";
import { retry, retryDelayMs, type RetryOptions } from "./retry.ts";

const backoff = { baseDelayMs: 1000, maxDelayMs: 8000 };

describe("retryDelayMs", () => {
  it("doubles up to the longest wait, half of it at random", () => {
    const delays = (random: number) =>
      [1, 2, 3, 4, 5, 2000].map((attempt) => retryDelayMs(attempt, backoff, { random: () => random }));
    expect(delays(0)).toEqual([500, 1000, 2000, 4000, 4000, 4000]);
    expect(delays(1)).toEqual([1000, 2000, 4000, 8000, 8000, 8000]);
  });

  it("never waits less than the other side asked for", () => {
    const delay = (retryAfterMs: number, random: number) =>
      retryDelayMs(1, backoff, { retryAfterMs, random: () => random });
    expect([delay(30_000, 0), delay(30_000, 1), delay(10, 0)]).toEqual([30_000, 30_500, 500]);
  });
});

describe("retry", () => {
  /** Fails so many times, and notes the waits in between, which take no time. */
  function failing(times: number, options: Partial<RetryOptions> = {}) {
    const waits: number[] = [];
    const attempts: number[] = [];
    const result = retry(
      async (attempt) => {
        attempts.push(attempt);
        if (attempt <= times) throw new Error(`failure ${attempt}`);
        return "done";
      },
      {
        ...backoff,
        shouldRetry: () => true,
        sleep: async (ms) => void waits.push(ms),
        random: () => 0,
        ...options,
      },
    );
    return { result, waits, attempts };
  }

  it("tries again after ever longer waits until an attempt succeeds", async () => {
    const { result, waits, attempts } = failing(3);
    expect(await result).toBe("done");
    expect([attempts, waits]).toEqual([
      [1, 2, 3, 4],
      [500, 1000, 2000],
    ]);
  });

  it("gives up with the failure that is not worth another attempt, told how long that would wait", async () => {
    const asked: unknown[] = [];
    const { result, waits } = failing(9, {
      retryAfterMs: () => 5000,
      shouldRetry: (_, next) => asked.push(next) < 2,
    });
    await expect(result).rejects.toThrow("failure 2");
    expect(waits).toEqual([5000]);
    expect(asked).toEqual([
      { attempt: 1, delayMs: 5000 },
      { attempt: 2, delayMs: 5000 },
    ]);
  });

  it("ends with the signal's reason while it waits", async () => {
    const caller = new AbortController();
    const { result, attempts } = failing(9, {
      signal: caller.signal,
      sleep: async () => caller.abort(new Error("left")),
    });
    await expect(result).rejects.toThrow("left");
    expect(attempts).toEqual([1]);
  });

  it("ends its own wait at once when the signal is aborted", async () => {
    const caller = new AbortController();
    const result = retry(() => Promise.reject(new Error("failure")), {
      baseDelayMs: 1e8,
      maxDelayMs: 1e8,
      signal: caller.signal,
      shouldRetry: () => {
        setImmediate(() => caller.abort(new Error("left")));
        return true;
      },
    });
    await expect(result).rejects.toThrow("left");
  });

  it("begins nothing once the signal is aborted", async () => {
    const { result, attempts } = failing(0, { signal: AbortSignal.abort(new Error("gone")) });
    await expect(result).rejects.toThrow("gone");
    expect(attempts).toEqual([]);
  });
});
