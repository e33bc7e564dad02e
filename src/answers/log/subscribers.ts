import type { Subscriber } from "../../sessions/subscription.ts";

/**
 * The subscribers of answers in this process: thousands may follow one answer, and wait together. `begin` is called for
 * the first of an answer, with what wakes them all; what it returns is called once the last has left.
 */
export function createSubscribers(begin: (answerId: string, wakeAll: () => void) => () => void) {
  const byAnswer = new Map<string, { present: Set<Subscriber>; stop: () => void }>();

  function beginFor(answerId: string) {
    const present = new Set<Subscriber>();
    const wakeAll = () => present.forEach((subscriber) => subscriber.wake());
    const begun = { present, stop: begin(answerId, wakeAll) };
    byAnswer.set(answerId, begun);
    return begun;
  }

  return {
    /** Returns what takes the subscriber out again. */
    add(answerId: string, subscriber: Subscriber): () => void {
      const { present } = byAnswer.get(answerId) ?? beginFor(answerId);
      present.add(subscriber);
      return () => {
        if (!present.delete(subscriber) || present.size > 0) return;
        byAnswer.get(answerId)?.stop();
        byAnswer.delete(answerId);
      };
    },
  };
}
