import pino from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createBus } from "../database/pubsub.ts";
import { sessionExpired, unauthenticated } from "../errors/errors.ts";
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

test("a session that another replica has deleted is found to be so, though no hint of it came", async () => {
  const verify = vi.fn<Sessions["verify"]>().mockRejectedValue(unauthenticated());
  const bus = { listen: () => () => {}, listening: () => "deaf" as const };
  const ends = createSessionEnds({ sessions: { verify } as unknown as Sessions, bus }, 1000);
  const sessionEnded = vi.fn<SessionWatcher["sessionEnded"]>();
  ends.watch(session(), { sessionEnded });
  await vi.advanceTimersByTimeAsync(1500);
  expect(sessionEnded.mock.calls.map(([{ extensions }]) => extensions["code"])).toEqual(["UNAUTHENTICATED"]);
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

describe("where sessions are renewed", () => {
  const DAY_MS = 86_400_000;

  /** A watcher of a session that lives for a minute and may be renewed for a day, and what the database says of it. */
  function renewed() {
    const bus = createBus({ url: null, logger: pino({ level: "silent" }), notify: async () => {} });
    const opened = session();
    const verify = vi.fn<Sessions["verify"]>();
    const renewal = { renewableUntil: () => new Date(opened.createdAt.getTime() + DAY_MS) };
    const ends = createSessionEnds({ sessions: { verify, renewal } as unknown as Sessions, bus });
    const sessionEnded = vi.fn<SessionWatcher["sessionEnded"]>();
    const sessionMoved = vi.fn<() => void>();
    const shared = ends.watch(opened, { sessionEnded, sessionMoved });
    const until = (ms: number) => new Date(opened.createdAt.getTime() + ms);
    return { bus, ends, verify, sessionEnded, sessionMoved, shared, until };
  }
  const codes = (sessionEnded: ReturnType<typeof renewed>["sessionEnded"]) =>
    sessionEnded.mock.calls.map(([error]) => error.extensions["code"]);

  test("an end that another replica has moved without a word is asked for, and is not told", async () => {
    const { verify, sessionEnded, sessionMoved, shared, until } = renewed();
    verify.mockResolvedValue(until(90_000));
    await vi.advanceTimersByTimeAsync(LIVES_MS);
    expect(sessionEnded).not.toHaveBeenCalled();
    expect(sessionMoved).toHaveBeenCalledOnce();
    expect(shared.expiresAt).toEqual(until(90_000));
    verify.mockRejectedValue(sessionExpired());
    await vi.advanceTimersByTimeAsync(29_999);
    expect(sessionEnded).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(codes(sessionEnded)).toEqual(["SESSION_EXPIRED"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("nobody is told of an end while the database, which may know a later one, is away", async () => {
    const { ends, verify, sessionEnded, shared } = renewed();
    verify.mockRejectedValue(new Error("The database is away"));
    await vi.advanceTimersByTimeAsync(10 * LIVES_MS);
    ends.reached(shared);
    expect(sessionEnded).not.toHaveBeenCalled();
    expect(verify.mock.calls.length).toBeLessThan(100);
    verify.mockRejectedValue(sessionExpired());
    await vi.advanceTimersByTimeAsync(15_000);
    expect(codes(sessionEnded)).toEqual(["SESSION_EXPIRED"]);
  });

  test("the latest end that a session can have needs no asking", async () => {
    const { ends, verify, sessionEnded, shared, until } = renewed();
    expect(ends.shared({ ...shared, expiresAt: until(DAY_MS) })).toBe(shared);
    await vi.advanceTimersByTimeAsync(DAY_MS);
    expect(codes(sessionEnded)).toEqual(["SESSION_EXPIRED"]);
    expect(verify).not.toHaveBeenCalled();
  });

  test("a hint has the end read anew, and one that was read before moves nothing back", async () => {
    const { bus, ends, verify, sessionMoved, shared, until } = renewed();
    verify.mockResolvedValue(until(120_000));
    bus.publish("session-renewed:s");
    await vi.advanceTimersByTimeAsync(0);
    expect(sessionMoved).toHaveBeenCalledOnce();
    const earlier = { ...shared, expiresAt: until(LIVES_MS) };
    expect(ends.shared(earlier)).toBe(earlier);
    expect(ends.watch(earlier, { sessionEnded() {} })).toBe(shared);
    expect(shared.expiresAt).toEqual(until(120_000));
  });
});
