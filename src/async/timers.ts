/** Node's timers count milliseconds in 32 bits. */
const MAX_MS = 2 ** 31 - 1;

/** Calls at a time (of `Date.now()`), however far off; soon where it is past. Returns what stops it. */
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
 * Calls after `ms`, once the event loop has polled for input: a peer is not late because this process stood still. The
 * timer does not keep the process alive. Returns what stops it.
 */
export function timeoutAfterPoll(ms: number, call: () => void): () => void {
  let immediate: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => (immediate = setImmediate(call)), ms).unref();
  return () => {
    clearTimeout(timer);
    clearImmediate(immediate);
  };
}
