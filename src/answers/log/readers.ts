import type { Reader } from "../../sessions/subscription.ts";

/**
 * Who reads the log of which answer in this process: thousands may read one, and wait together. `begin` is called for
 * the first reader of an answer, with what wakes them all, and what it returns once the last has left.
 */
export function createReaders(begin: (answerId: string, wakeAll: () => void) => () => void) {
  const byAnswer = new Map<string, { present: Set<Reader>; stop: () => void }>();

  function beginFor(answerId: string) {
    const present = new Set<Reader>();
    const wakeAll = () => present.forEach((reader) => reader.wake());
    const begun = { present, stop: begin(answerId, wakeAll) };
    byAnswer.set(answerId, begun);
    return begun;
  }

  return {
    /** Returns what takes the reader out again. */
    add(answerId: string, reader: Reader): () => void {
      const { present } = byAnswer.get(answerId) ?? beginFor(answerId);
      present.add(reader);
      return () => {
        if (!present.delete(reader) || present.size > 0) return;
        byAnswer.get(answerId)?.stop();
        byAnswer.delete(answerId);
      };
    },
  };
}
