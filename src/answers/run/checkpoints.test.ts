import { expect, test, vi } from "vitest";
import { emptyState } from "../log/state.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import { createCheckpoints } from "./checkpoints.ts";

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
