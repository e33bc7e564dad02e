/**
 * Does work once for all who ask for it under one key at a time. It is aborted once nobody waits for it any more; one who
 * is aborted while others wait rejects with the reason of its own signal.
 */
export function createSharedWork<Result>() {
  type Shared = { result: Promise<Result>; waiting: number; stop: AbortController };
  const underWay = new Map<string, Shared>();

  function start(key: string, work: (signal: AbortSignal) => Promise<Result>): Shared {
    const stop = new AbortController();
    const shared: Shared = { result: work(stop.signal), waiting: 0, stop };
    underWay.set(key, shared);
    const forget = () => end(key, shared);
    shared.result.then(forget, forget);
    return shared;
  }

  function end(key: string, shared: Shared): void {
    if (underWay.get(key) === shared) underWay.delete(key);
  }

  return async (
    key: string,
    work: (signal: AbortSignal) => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result> => {
    signal.throwIfAborted();
    const shared = underWay.get(key) ?? start(key, work);
    shared.waiting++;
    return new Promise<Result>((resolve, reject) => {
      const leave = () => {
        if (--shared.waiting === 0) {
          end(key, shared);
          shared.stop.abort(signal.reason);
        }
        reject(signal.reason as Error);
      };
      signal.addEventListener("abort", leave, { once: true });
      shared.result.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
      // The work may have aborted it as it began.
      if (signal.aborted) leave();
    });
  };
}
