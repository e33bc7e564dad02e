import type { Bus, Topic } from "../../database/pubsub.ts";
import type { Runner } from "./runner.ts";
import type { AnswerStore } from "../store/answer-store.ts";

/**
 * Asks the processes that run answers to stop, and waits until they have, `waitMs` at most: one may be lost. `ids`: of
 * answers that are RUNNING.
 */
export function createCancelRunning({
  store,
  bus,
  runner,
  waitMs,
}: {
  store: Pick<AnswerStore, "requestCancel">;
  bus: Bus;
  runner: Pick<Runner, "look">;
  waitMs: number;
}) {
  return async (ids: string[]): Promise<void> => {
    if (ids.length === 0) return;
    // Before the request: a run may see it, and end, before its statement has returned.
    const ended = ids.map((id) => untilPublished(bus, `answer:${id}`, waitMs));
    if (await store.requestCancel(...ids)) runner.look();
    bus.publish(...ids.map((id): Topic => `answer-cancelled:${id}`));
    await Promise.all(ended);
  };
}

function untilPublished(bus: Bus, topic: Topic, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      unlisten();
      resolve();
    };
    const timer = setTimeout(end, timeoutMs);
    const unlisten = bus.listen(topic, end);
  });
}
