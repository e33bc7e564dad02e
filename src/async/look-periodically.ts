/**
 * Calls `look` about every `everyMs`, at a random interval, since many readers may have come at once. Failures are ignored:
 * while the database is away, readers wait. Returns a function that stops it.
 */
export function lookPeriodically(everyMs: number, look: () => Promise<unknown>): () => void {
  let looking = false;
  const timer = setInterval(
    () => {
      if (looking) return;
      looking = true;
      look()
        .catch(() => {})
        .finally(() => (looking = false));
    },
    everyMs * (0.5 + Math.random()),
  ).unref();
  return () => clearInterval(timer);
}
