/** Node's timers count milliseconds in 32 bits. */
const MAX_MS = 2 ** 31 - 1;

/** Calls `call` at a time of `Date.now()`, however far off, or soon where it is past. Returns a function that cancels it. */
export function atTime(at: number, call: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  function wait() {
    const remainingMs = at - Date.now();
    timer = remainingMs > MAX_MS ? setTimeout(wait, MAX_MS) : setTimeout(call, Math.max(remainingMs, 0));
  }
  wait();
  return () => clearTimeout(timer);
}

/**
 * Calls `call` after `ms` and one more poll for input, so that no peer is taken for silent because this process stood
 * still. The timer does not keep the process alive. Returns a function that cancels it.
 */
export function timeoutAfterPoll(ms: number, call: () => void): () => void {
  let immediate: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => (immediate = setImmediate(call)), ms).unref();
  return () => {
    clearTimeout(timer);
    clearImmediate(immediate);
  };
}
