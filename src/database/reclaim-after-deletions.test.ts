import pino from "pino";
import { expect, test, vi } from "vitest";
import { createBus } from "./pubsub.ts";
import { reclaimAfterDeletions } from "./reclaim-after-deletions.ts";

const logger = pino({ level: "silent" });

test("space is reclaimed once for deletions that come together, and again for later ones", async () => {
  const bus = createBus({ url: null, logger, notify: async () => {} });
  const calls: unknown[] = [];
  const reclaim = vi.fn<(how: unknown) => Promise<void>>(async (how) => {
    calls.push(how);
    if (calls.length === 1) throw new Error("The disk is full");
  });
  const reclaiming = reclaimAfterDeletions({ reclaim }, { bus, logger, delayMs: 1 });
  bus.publish("transcripts-deleted");
  bus.publish("transcripts-deleted");
  await vi.waitFor(() => expect(calls).toEqual([{ thoroughly: false }]));
  bus.publish("transcripts-deleted");
  await vi.waitFor(() => expect(calls).toHaveLength(2));
  await reclaiming.stop();
  bus.publish("transcripts-deleted");
  expect(calls).toHaveLength(2);
});
