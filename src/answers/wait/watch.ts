import type { Bus, Topic } from "../../database/pubsub.ts";

/** Wake-ups by topics of the bus, for one that looks again whenever something may have changed. */
export function createWatch(bus: Pick<Bus, "listen">) {
  const listening = new Map<Topic, () => void>();
  let hasChanged = false;
  let wake = () => {};
  const changed = () => {
    hasChanged = true;
    wake();
  };

  return {
    /** Listens to these topics only. true: one is new, and a change before this call may have come unnoticed. */
    listenTo(topics: Topic[]): boolean {
      const added = topics.filter((topic) => !listening.has(topic));
      for (const [topic, unlisten] of listening) {
        if (topics.includes(topic)) continue;
        unlisten();
        listening.delete(topic);
      }
      for (const topic of added) listening.set(topic, bus.listen(topic, changed));
      return added.length > 0;
    },

    /** Forgets the changes so far; to be called before a look. */
    reset() {
      hasChanged = false;
    },

    /** Waits for a change since `reset`, `ms` at most. Rejects with the signal's reason once it is aborted. */
    async untilChanged(ms: number, signal: AbortSignal): Promise<void> {
      if (!hasChanged && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const end = () => {
            clearTimeout(timer);
            signal.removeEventListener("abort", end);
            wake = () => {};
            resolve();
          };
          const timer = setTimeout(end, ms);
          signal.addEventListener("abort", end);
          wake = end;
        });
      }
      signal.throwIfAborted();
    },

    close() {
      for (const unlisten of listening.values()) unlisten();
      listening.clear();
    },
  };
}
