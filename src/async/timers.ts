/** Node's timers count milliseconds in 32 bits. */
const MAX_MS = 2 ** 31 - 1;

/** Calls at a time (of `Date.now()`), however far off; soon where it is past. Returns what stops that. */
export function atTime(at: number, call: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  function wait() {
    const left = at - Date.now();
    timer = left > MAX_MS ? setTimeout(wait, MAX_MS) : setTimeout(call, Math.max(left, 0));
  }
  wait();
  return () => clearTimeout(timer);
}

/**
 * Calls after so long, and only once the event loop has read what has come by then: who is late because this process
 * stood still is not late. Returns what stops that.
 */
export function afterReading(ms: number, call: () => void): () => void {
  const timer = setTimeout(() => setImmediate(call), ms).unref();
  return () => clearTimeout(timer);
}
