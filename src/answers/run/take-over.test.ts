import pino from "pino";
import { expect, test } from "vitest";
import { createFreeRuns } from "../queue/free-runs.ts";
import { createTakeOver } from "./take-over.ts";

test("leases of an earlier process that could not be ended hold up no stop", async () => {
  const takeOver = createTakeOver({
    store: {
      lapseAll: async () => {
        throw new Error("The database is away");
      },
    } as never,
    bus: {} as never,
    places: {} as never,
    freeRuns: createFreeRuns(1),
    maxRunningPerSession: 1,
    isExclusive: true,
    maxAttempts: 1,
    running: () => [],
    start() {},
    intervals: { leaseMs: 5000, takeOverPollMs: 3_600_000 },
    logger: pino({ level: "silent" }),
  });
  await expect(takeOver.stop()).resolves.toBeUndefined();
});
