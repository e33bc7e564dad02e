import pino from "pino";
import { afterEach, expect, test, vi } from "vitest";
import { createBus } from "../database/pubsub.ts";
import { unauthenticated } from "../errors/errors.ts";
import { Subscription } from "./subscription.ts";
import { createSessionEnds } from "./session-ends.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

const DAY_MS = 86_400_000;

afterEach(() => void vi.useRealTimers());

/** A subscription that nothing ever comes for. */
function subscribe({ livesMs = 60_000, sessions = {} }: { livesMs?: number; sessions?: Partial<Sessions> }) {
  const bus = createBus({ url: null, logger: pino({ level: "silent" }), notify: async () => {} });
  const session = { id: "s", expiresAt: new Date(Date.now() + livesMs) } as Session;
  const sessionEnds = createSessionEnds({ sessions: sessions as Sessions, bus });
  const source = { session, listen: () => () => {}, read: () => ({ events: [], done: false }) };
  const events = new Subscription(source, sessionEnds);
  const outcome = vi.fn<(code: unknown) => void>();
  events.next().then(
    () => outcome("done"),
    (error: { extensions: { code: string } }) => outcome(error.extensions.code),
  );
  return { bus, events, outcome };
}

test("a session that lives longer than a timer can count expires at its time, not before", async () => {
  vi.useFakeTimers();
  const { outcome } = subscribe({ livesMs: 60 * DAY_MS });
  await vi.advanceTimersByTimeAsync(60 * DAY_MS - 1);
  expect(outcome).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(outcome).toHaveBeenCalledWith("SESSION_EXPIRED");
});

test("a session that was deleted while the database is away ends its readers once that is known", async () => {
  vi.useFakeTimers();
  const verify = vi.fn<Sessions["verify"]>().mockRejectedValue(new Error("The database is away"));
  const { bus, outcome } = subscribe({ livesMs: DAY_MS, sessions: { verify } });
  bus.publish("session-ended:s");
  await vi.advanceTimersByTimeAsync(120_000);
  expect(outcome).not.toHaveBeenCalled();
  // Ever less often: there may be many readers.
  expect(verify.mock.calls.length).toBeLessThan(25);
  verify.mockRejectedValue(unauthenticated());
  await vi.advanceTimersByTimeAsync(15_000);
  expect(outcome).toHaveBeenCalledWith("UNAUTHENTICATED");
  expect(vi.getTimerCount()).toBe(0);
});

test("nothing is asked any more for a reader who has left", async () => {
  vi.useFakeTimers();
  const verify = vi.fn<Sessions["verify"]>().mockRejectedValue(new Error("The database is away"));
  const { bus, events } = subscribe({ livesMs: DAY_MS, sessions: { verify } });
  bus.publish("session-ended:s");
  await vi.advanceTimersByTimeAsync(1);
  await events.return!();
  expect(vi.getTimerCount()).toBe(0);
  expect(verify).toHaveBeenCalledTimes(1);
});
