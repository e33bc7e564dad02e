import type { Bus, Topic } from "../../database/pubsub.ts";
import { createTopicListeners } from "../../database/topic-listeners.ts";

/** Wake-ups by topics of the bus, for one that looks again whenever something may have changed. */
export function createWatch(bus: Pick<Bus, "listen">) {
  let hasChanged = false;
  let wake = () => {};
  const changed = () => {
    hasChanged = true;
    wake();
  };
  const listeners = createTopicListeners(bus, changed);

  return {
    /** Listens to these topics only. true: one is new, and a change before this call may have come unnoticed. */
    listenTo: (topics: Topic[]): boolean => listeners.listenTo(topics),

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

    close: () => listeners.close(),
  };
}
