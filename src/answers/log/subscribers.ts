import type { Subscriber } from "../../sessions/subscription.ts";

/**
 * The subscribers of answers in this process; thousands may follow one answer. `begin` is called for the first subscriber
 * of an answer, with a function that wakes them all; the function it returns is called once the last has left.
 */
export function createSubscribers(begin: (answerId: string, wakeAll: () => void) => () => void) {
  const byAnswer = new Map<string, { present: Set<Subscriber>; stop: () => void }>();

  function beginFor(answerId: string) {
    const present = new Set<Subscriber>();
    const wakeAll = () => present.forEach((subscriber) => subscriber.wake());
    const entry = { present, stop: begin(answerId, wakeAll) };
    byAnswer.set(answerId, entry);
    return entry;
  }

  return {
    /** Returns a function that removes the subscriber. */
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
