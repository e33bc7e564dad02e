import type { Bus, Topic } from "./pubsub.ts";

/** Listens to topics of the bus that come and go, such as those of a session's videos. */
export function createTopicListeners(bus: Pick<Bus, "listen">, changed: () => void) {
  const listening = new Map<Topic, () => void>();
  let isClosed = false;

  return {
    /** Listens to these topics only. true: one is new, and a change before this call may have come unnoticed. */
    listenTo(topics: Topic[]): boolean {
      // A reading may still be under way.
      if (isClosed) return false;
      const wanted = new Set(topics);
      const added = [...wanted].filter((topic) => !listening.has(topic));
      for (const [topic, unlisten] of listening) {
        if (wanted.has(topic)) continue;
        unlisten();
        listening.delete(topic);
      }
      for (const topic of added) listening.set(topic, bus.listen(topic, changed));
      return added.length > 0;
    },

    close(): void {
      isClosed = true;
      for (const unlisten of listening.values()) unlisten();
      listening.clear();
    },
  };
}

export type TopicListeners = ReturnType<typeof createTopicListeners>;
