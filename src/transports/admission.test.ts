import { expect, test, vi } from "vitest";
import { createAdmission } from "./admission.ts";

const LONG = 60_000;

function work() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const begun = vi.fn<() => Promise<void>>(() => promise);
  return { begun, end: resolve };
}

const isUnavailable = { extensions: { code: "UNAVAILABLE", retryAfterMs: 1000 } };

test("requests beyond the limit wait for their turns, in order", async () => {
  const admission = createAdmission({ maxRunning: 1, waitMs: LONG, countedMs: LONG });
  const [first, second, third] = [work(), work(), work()];
  const all = [first, second, third].map(({ begun }) => admission.run(begun));
  await vi.waitFor(() => expect(first.begun).toHaveBeenCalled());
  expect(second.begun).not.toHaveBeenCalled();
  first.end();
  await vi.waitFor(() => expect(second.begun).toHaveBeenCalled());
  expect(third.begun).not.toHaveBeenCalled();
  second.end();
  third.end();
  await Promise.all(all);
  // All places are free again.
  expect(await admission.run(async () => "done")).toBe("done");
});

test("a request whose turn does not come soon is refused, and new streams for a while after", async () => {
  const admission = createAdmission({ maxRunning: 1, waitMs: 1, countedMs: LONG });
  admission.check();
  const first = work();
  const running = admission.run(first.begun);
  const refused = work();
  await expect(admission.run(refused.begun)).rejects.toMatchObject(isUnavailable);
  expect(refused.begun).not.toHaveBeenCalled();
  expect(() => admission.check()).toThrow("more requests than it can serve");
  first.end();
  await running;
  expect(await admission.run(async () => "done")).toBe("done");
});

test("requests that would wait in vain are refused at once", async () => {
  const admission = createAdmission({ maxRunning: 1, waitMs: LONG, countedMs: LONG });
  const [first, second, third] = [work(), work(), work()];
  const all = [first, second, third].map(({ begun }) => admission.run(begun));
  expect(() => admission.checkRoom()).toThrow("more requests than it can serve");
  await expect(admission.run(async () => {})).rejects.toMatchObject(isUnavailable);
  for (const { end } of [first, second, third]) end();
  await Promise.all(all);
  expect(() => admission.checkRoom()).not.toThrow();
});

test("one that waits for something else does not hold its place, nor give back two", async () => {
  const admission = createAdmission({ maxRunning: 1, waitMs: LONG, countedMs: 1 });
  const [slow, other, third] = [work(), work(), work()];
  const all = [admission.run(slow.begun), admission.run(other.begun)];
  await vi.waitFor(() => expect(other.begun).toHaveBeenCalled());
  slow.end();
  other.end();
  await Promise.all(all);
  const strict = createAdmission({ maxRunning: 1, waitMs: 1, countedMs: LONG });
  const held = strict.run(third.begun);
  await expect(strict.run(async () => {})).rejects.toMatchObject(isUnavailable);
  third.end();
  await held;
});

test("work that fails gives its place back", async () => {
  const admission = createAdmission({ maxRunning: 1, waitMs: LONG, countedMs: LONG });
  await expect(
    admission.run(async () => {
      throw new Error("broken");
    }),
  ).rejects.toThrow("broken");
  expect(await admission.run(async () => "done")).toBe("done");
});

test("0 admits any number", async () => {
  const admission = createAdmission({ maxRunning: 0, waitMs: 1, countedMs: LONG });
  const all = Array.from({ length: 100 }, work);
  const running = all.map(({ begun }) => admission.run(begun));
  await vi.waitFor(() => expect(all.every(({ begun }) => begun.mock.calls.length === 1)).toBe(true));
  for (const { end } of all) end();
  await Promise.all(running);
});
