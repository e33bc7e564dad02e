import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createBodyWatch } from "./body-watch.ts";

const MB = 1024 * 1024;
const LIMITS = { stalledMs: 1000, bodyMs: 10_000 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(watch: ReturnType<typeof createBodyWatch>) {
  const failed: { message: string; code: unknown }[] = [];
  const body = watch.start(({ message, extensions }) => {
    failed.push({ message, code: extensions["code"] });
    body.stop();
  });
  return { failed, ...body };
}

test("bodies that are on their way take so much memory together, of whatever kind they are", () => {
  const watch = createBodyWatch(LIMITS);
  const [one, two] = [start(watch), start(watch)];
  expect(one.take(40 * MB)).toBe(40 * MB);
  two.take(24 * MB);
  expect(two.failed).toEqual([]);
  two.take(1);
  expect(two.failed).toEqual([{ message: expect.stringContaining("at once"), code: "UNAVAILABLE" }]);
  for (const body of [one, two]) body.stop();
  const next = start(watch);
  next.take(64 * MB);
  expect(next.failed).toEqual([]);
  next.stop();
  expect(vi.getTimerCount()).toBe(0);
});

test("a body that goes on coming fast enough is waited for, and no longer than a whole body may take", async () => {
  const body = start(createBodyWatch(LIMITS));
  for (let seconds = 0; seconds < 9; seconds++) {
    body.take(8192);
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(body.failed).toEqual([]);
  body.take(8192);
  await vi.advanceTimersByTimeAsync(1100);
  expect(body.failed).toEqual([{ message: expect.stringContaining("too slowly"), code: "BAD_REQUEST" }]);
  body.stop();
});

test("a body of which little comes is not waited for", async () => {
  const body = start(createBodyWatch(LIMITS));
  body.take(8191);
  await vi.advanceTimersByTimeAsync(1100);
  expect(body.failed).toEqual([{ message: expect.stringContaining("too slowly"), code: "BAD_REQUEST" }]);
  body.stop();
});
