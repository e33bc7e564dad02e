import { pino } from "pino";
import { expect, test, vi } from "vitest";
import { createGate } from "../../testing/fakes/fake-models.ts";
import { emptyState } from "../log/state.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import { startAttempt, type AttemptOptions } from "./attempt.ts";
import { createCheckpoints, type Checkpoints } from "./checkpoints.ts";
import type { RunContext } from "./run-input.ts";

const lease = { id: "a", leaseId: "l", attempt: 1 };

function startCheckpoints() {
  const store = {
    checkpoint: vi.fn<AnswerStore["checkpoint"]>(async () => ["held"]),
    renew: vi.fn<AnswerStore["renew"]>(async () => ["held"]),
  };
  const logger = { warn: vi.fn<() => void>(), info: vi.fn<() => void>() };
  const checkpoints = createCheckpoints(store, 1000, logger);
  return { store, logger, checkpoint: () => checkpoints.checkpoint(lease, emptyState(1)) };
}

test("a checkpoint that cannot be stored renews the lease alone, and is told once", async () => {
  const { store, logger, checkpoint } = startCheckpoints();
  const full = new Error("could not extend file: No space left on device");
  store.checkpoint.mockRejectedValueOnce(full).mockRejectedValueOnce(full);
  expect(await checkpoint()).toBe("held");
  expect(await checkpoint()).toBe("held");
  expect(store.renew.mock.calls).toEqual([[[lease]], [[lease]]]);
  expect(logger.warn).toHaveBeenCalledOnce();
  expect(logger.info).not.toHaveBeenCalled();
  expect(await checkpoint()).toBe("held");
  expect(store.renew).toHaveBeenCalledTimes(2);
  expect(logger.info).toHaveBeenCalledOnce();
});

test("a checkpoint rejects where the lease can be renewed no more either", async () => {
  const { store, checkpoint } = startCheckpoints();
  store.checkpoint.mockRejectedValue(new Error("The database is away"));
  store.renew.mockRejectedValue(new Error("The database is still away"));
  await expect(checkpoint()).rejects.toThrow("still away");
});

type Fake<T> = { [Key in keyof T]?: unknown };

/**
 * A run that waits for no video any more. Its renewal finds no lease while the end of the wait, which releases the lease, is being
 * stored, with the outcome `isStored`. Resolves to the reasons for which renewals were counted as failed.
 */
async function renewedAsWaitEnds(isStored: boolean) {
  const storing = createGate();
  const renewed = createGate();
  const renewalFailed = vi.fn<(reason: string) => void>();
  const checkpoints: Checkpoints = {
    untilNext: () => 0,
    async checkpoint() {
      await storing.wait();
      renewed.open();
      return "lost";
    },
  };
  const options = {
    store: {
      async storeWait() {
        storing.open();
        await renewed.wait();
        return isStored;
      },
    },
    videos: { list: async () => [] },
    bus: { listen: () => () => {}, payload: (topic: string) => ["channel", topic] },
    log: { open: () => ({ waiting() {}, close() {}, full: () => ({ text: "" }), published: {} }) },
    sessionEnds: { watch() {}, unwatch() {} },
    countTokens: () => 0,
    onModelUsage() {},
    metrics: { renewalFailed },
    logger: pino({ enabled: false }),
    storeRetryMs: 1,
    waitPollMs: 1,
  } satisfies Fake<AttemptOptions>;
  const waiting = { videoIds: ["v"], until: new Date(Date.now() + 60_000).toISOString() };
  const context = {
    answer: { id: "a", question: "How hot?", videoIds: null, session: { id: "s" }, waiting, leftOut: [] },
  };
  const attempt = startAttempt(
    { id: "a", leaseId: "l", attempt: 1 },
    context as unknown as RunContext,
    { mayWrite: () => true, renew: (renewal) => renewal() },
    checkpoints,
    options as unknown as AttemptOptions,
  );
  await attempt.done;
  return renewalFailed.mock.calls.flat();
}

test("a renewal that comes after the run itself has released its lease is no failed one", async () => {
  expect(await renewedAsWaitEnds(true)).toEqual([]);
});

test("a renewal of a lease that another process has taken is counted as lost", async () => {
  expect(await renewedAsWaitEnds(false)).toEqual(["lost"]);
});
