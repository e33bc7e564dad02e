import pino from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createBus } from "../database/pubsub.ts";
import { unauthenticated } from "../errors/errors.ts";
import { createSessionEnds, type SessionWatcher } from "./session-ends.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LIVES_MS = 60_000;
const session = (): Session => ({
  id: "s",
  createdAt: new Date(),
  expiresAt: new Date(Date.now() + LIVES_MS),
});

function watched(count: number) {
  const bus = createBus({ url: null, logger: pino({ level: "silent" }), notify: async () => {} });
  const verify = vi.fn<Sessions["verify"]>().mockRejectedValue(unauthenticated());
  const ends = createSessionEnds({ sessions: { verify } as unknown as Sessions, bus });
  const watchers = Array.from({ length: count }, () => {
    const sessionEnded = vi.fn<SessionWatcher["sessionEnded"]>();
    ends.watch(session(), { sessionEnded });
    return sessionEnded;
  });
  return { bus, ends, verify, watchers };
}

test("all who wait for a session's end wait by one timer, and are told once", async () => {
  const { bus, watchers } = watched(3);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(LIVES_MS);
  bus.publish("session-ended:s");
  await vi.advanceTimersByTimeAsync(LIVES_MS);
  for (const sessionEnded of watchers) {
    expect(sessionEnded).toHaveBeenCalledOnce();
    expect(sessionEnded.mock.calls[0]![0].extensions["code"]).toBe("SESSION_EXPIRED");
  }
});

test("a session that was deleted is looked for once, whoever waits for it", async () => {
  const { bus, verify, watchers } = watched(3);
  bus.publish("session-ended:s");
  await vi.advanceTimersByTimeAsync(0);
  expect(verify).toHaveBeenCalledOnce();
  for (const sessionEnded of watchers)
    expect(sessionEnded.mock.calls[0]![0].extensions["code"]).toBe("UNAUTHENTICATED");
  expect(vi.getTimerCount()).toBe(0);
});

test("nothing is kept of a session once the last has left", () => {
  const { ends } = watched(0);
  const [first, last] = [{ sessionEnded() {} }, { sessionEnded() {} }];
  const kept = session();
  ends.watch(kept, first);
  ends.watch(session(), last);
  expect(ends.shared(session())).toBe(kept);
  ends.unwatch(kept, first);
  ends.unwatch(kept, first);
  expect(vi.getTimerCount()).toBe(1);
  ends.unwatch(kept, last);
  expect(vi.getTimerCount()).toBe(0);
  expect(ends.shared(kept)).toBe(kept);
});

test("a session whose time has been changed meanwhile is not taken for the one that is known", () => {
  const { ends } = watched(1);
  const shortened = { ...session(), expiresAt: new Date() };
  expect(ends.shared(shortened)).toBe(shortened);
});
