import pLimit, { type LimitFunction } from "p-limit";

/** Does work that has the same key one after the other, in the order of asking; that of other keys meanwhile. */
export function createTurns() {
  const queues = new Map<string, { next: LimitFunction; length: number }>();
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const queue = queues.get(key) ?? { next: pLimit(1), length: 0 };
    queues.set(key, queue);
    queue.length += 1;
    try {
      return await queue.next(work);
    } finally {
      queue.length -= 1;
      if (queue.length === 0) queues.delete(key);
    }
  };
}
