import { expect, test, vi } from "vitest";
import { createGate } from "../../testing/fakes/fake-models.ts";
import { createLogPublisher } from "./log-publisher.ts";
import { emptyState } from "./state.ts";

test("is behind while what was shown is not stored, also where a statement fails", async () => {
  const gate = createGate();
  const append = vi
    .fn<() => Promise<void>>()
    .mockRejectedValueOnce(new Error("The database is away"))
    .mockImplementationOnce(gate.wait);
  const onError = vi.fn<() => void>();
  const publisher = createLogPublisher({
    store: { append },
    bus: { payload: () => ["channel", "payload"] } as never,
    onError,
  });
  const state = emptyState(1);
  const log = publisher.add({ id: "a", leaseId: "l", attempt: 1 }, state);
  expect(publisher.lagMs()).toBe(0);
  state.text = "Eighty";
  log.changed();
  await vi.waitFor(() => expect(onError).toHaveBeenCalledOnce());
  expect(publisher.lagMs()).toBeGreaterThan(0);
  await vi.waitFor(() => expect(append).toHaveBeenCalledTimes(2), 5000);
  expect(publisher.lagMs()).toBeGreaterThan(0);
  gate.open();
  await vi.waitFor(() => expect(publisher.lagMs()).toBe(0));
  await publisher.close();
});
