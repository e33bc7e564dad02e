/**
 * Who reads the log of which answer in this process: thousands may read one, and wait together. `begin` is called for
 * the first reader of an answer, with what wakes them all, and what it returns once the last has left.
 */
export function createReaders(begin: (answerId: string, wakeAll: () => void) => () => void) {
  const byAnswer = new Map<string, { wakes: Set<() => void>; stop: () => void }>();

  function beginFor(answerId: string) {
    const wakes = new Set<() => void>();
    const readers = { wakes, stop: begin(answerId, () => wakes.forEach((wake) => wake())) };
    byAnswer.set(answerId, readers);
    return readers;
  }

  return {
    /** Returns what takes the reader out again. */
    add(answerId: string, wake: () => void): () => void {
      const { wakes } = byAnswer.get(answerId) ?? beginFor(answerId);
      wakes.add(wake);
      return () => {
        if (!wakes.delete(wake) || wakes.size > 0) return;
        byAnswer.get(answerId)?.stop();
        byAnswer.delete(answerId);
      };
    },
  };
}
