/**
 * Does work once for all who ask for it under one key at a time. It is aborted once nobody waits for it any more; one who
 * is aborted while others wait rejects with the reason of its own signal.
 */
export function createSharedWork<Result>() {
  const underWay = new Map<string, { result: Promise<Result>; waiting: number; stop: AbortController }>();

  return async (
    key: string,
    work: (signal: AbortSignal) => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result> => {
    signal.throwIfAborted();
    let shared = underWay.get(key);
    if (!shared) {
      const stop = new AbortController();
      const result = work(stop.signal).finally(() => underWay.delete(key));
      underWay.set(key, (shared = { result, waiting: 0, stop }));
    }
    const joined = shared;
    joined.waiting++;
    const leave = () => {
      if (--joined.waiting > 0) return;
      joined.stop.abort(signal.reason);
      if (underWay.get(key) === joined) underWay.delete(key);
    };
    return new Promise<Result>((resolve, reject) => {
      const onAbort = () => {
        leave();
        reject(signal.reason as Error);
      };
      signal.addEventListener("abort", onAbort, { once: true });
      joined.result.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
    });
  };
}
