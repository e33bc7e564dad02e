import pino from "pino";
import { afterEach, expect, test, vi } from "vitest";
import { createBus } from "../database/pubsub.ts";
import { unauthenticated } from "../errors/errors.ts";
import { Subscription, type SubscriptionSource } from "./subscription.ts";
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

/** A subscription whose source has an event whenever it is read, to the end of a session that may be renewed. */
function subscribeToMany(lastEvent?: SubscriptionSource<string>["lastEvent"]) {
  vi.useFakeTimers();
  const bus = createBus({ url: null, logger: pino({ level: "silent" }), notify: async () => {} });
  const verify = vi.fn<Sessions["verify"]>();
  const createdAt = new Date();
  const session: Session = { id: "s", createdAt, expiresAt: new Date(Date.now() + 60_000) };
  const renewal = { renewableUntil: () => new Date(createdAt.getTime() + DAY_MS) };
  const sessionEnds = createSessionEnds({ sessions: { verify, renewal } as unknown as Sessions, bus });
  const subscribers: { wake(): void }[] = [];
  const source: SubscriptionSource<string> = {
    session,
    listen(subscriber) {
      subscribers.push(subscriber);
      return () => {};
    },
    read: () => ({ events: ["event"], done: false }),
    ...(lastEvent && { lastEvent }),
  };
  const events = new Subscription(source, sessionEnds);
  const wake = () => subscribers.forEach((subscriber) => subscriber.wake());
  return { bus, session, verify, events, wake };
}

test("nothing is passed on past the end that is known, until a later one is", async () => {
  const { session, verify, events, wake } = subscribeToMany();
  verify.mockRejectedValue(new Error("The database is away"));
  await events.next();
  await vi.advanceTimersByTimeAsync(60_000);
  const outcome = vi.fn<(step: unknown) => void>();
  void events.next().then(outcome);
  wake();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(outcome).not.toHaveBeenCalled();
  verify.mockResolvedValue(new Date(session.createdAt.getTime() + 200_000));
  await vi.advanceTimersByTimeAsync(15_000);
  expect(outcome).toHaveBeenCalledWith({ done: false, value: "event" });
  await events.return();
  expect(vi.getTimerCount()).toBe(0);
});

test("a source may say the session's end as its last event, in place of all that is unread", async () => {
  const { bus, verify, events } = subscribeToMany(({ extensions }) => String(extensions["code"]));
  await events.next();
  verify.mockRejectedValue(unauthenticated());
  bus.publish("session-ended:s");
  await vi.advanceTimersByTimeAsync(0);
  expect(await events.next()).toEqual({ done: false, value: "UNAUTHENTICATED" });
  expect(await events.next()).toEqual({ done: true, value: undefined });
  expect(vi.getTimerCount()).toBe(0);
});

test("the last event comes also where the reading under way fails, or brings more", async () => {
  for (const outcome of ["fails", "brings more"]) {
    const { bus, verify, events } = subscribeToMany(() => "last");
    const reading = Promise.withResolvers<{ events: string[]; done: boolean }>();
    vi.spyOn(events["source"], "read").mockReturnValue(reading.promise);
    const next = events.next();
    verify.mockRejectedValue(unauthenticated());
    bus.publish("session-ended:s");
    await vi.advanceTimersByTimeAsync(0);
    if (outcome === "fails") reading.reject(new Error("The database is away"));
    else reading.resolve({ events: ["late"], done: false });
    expect(await next).toEqual({ done: false, value: "last" });
    expect(await events.next()).toEqual({ done: true, value: undefined });
  }
});
