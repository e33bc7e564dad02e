import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Session } from "../../sessions/session.ts";
import { eventually } from "../../testing/eventually.ts";
import { ANSWER_INTERVALS } from "../intervals.ts";
import { createLeaseClock } from "./lease-clock.ts";
import { createRunner } from "./runner.ts";

const { leaseMs, renewalTimeoutMs } = ANSWER_INTERVALS;

describe("the clock of a lease", () => {
  function startClock() {
    const time = { now: 1000 };
    return {
      time,
      clock: createLeaseClock({ ...ANSWER_INTERVALS, claimedAt: time.now, now: () => time.now }),
    };
  }

  test("lets its run write until the lease must have lapsed, and again once it was renewed", async () => {
    const { time, clock } = startClock();
    time.now += leaseMs - 1;
    expect(clock.mayWrite()).toBe(true);
    time.now += 1;
    expect(clock.mayWrite()).toBe(false);
    await clock.renew(async () => "held");
    expect(clock.mayWrite()).toBe(true);
  });

  test("counts a renewal from before its statement", async () => {
    const { time, clock } = startClock();
    await clock.renew(async () => {
      time.now += leaseMs;
      return "held";
    });
    expect(clock.mayWrite()).toBe(false);
  });

  test("lets its run write on while the database is away, but not after a sleep", async () => {
    const { time, clock } = startClock();
    time.now += leaseMs;
    const fail = (afterMs: number) =>
      clock.renew(async () => {
        time.now += afterMs;
        throw new Error("The database is away");
      });
    expect(await fail(leaseMs)).toBe("unknown");
    expect(clock.mayWrite()).toBe(false);
    await fail(renewalTimeoutMs);
    expect(clock.mayWrite()).toBe(true);
    await clock.renew(async () => "lost");
    expect(clock.mayWrite()).toBe(false);
  });

  test("takes a row that another statement has for no sign that the database is away", async () => {
    const { time, clock } = startClock();
    await clock.renew(async () => "busy");
    expect(clock.mayWrite()).toBe(true);
    time.now += leaseMs;
    await clock.renew(async () => "busy");
    expect(clock.mayWrite()).toBe(false);
  });
});

describe("a lease that took long to take", () => {
  const session = { id: "s", expiresAt: new Date(Date.now() + 60_000) } as Session;

  /** A runner on a database that answers after a whole lease, by `performance.now()`. */
  function startRunner(takenOver: { lease: object; answer: object }[]) {
    let now = 1000;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
    const slowly = async <T>(result: T) => {
      now += leaseMs;
      return result;
    };
    const open = vi.fn<(lease: object, mayWrite: () => boolean) => unknown>(() => ({
      published: {},
      full: () => ({ text: "" }),
      sources() {},
      seal: async () => {},
      close() {},
    }));
    const runner = createRunner({
      store: {
        insert: () => slowly("begun"),
        readQueue: async () => ({ length: 0, answers: [] }),
        takeOver: async () => (takenOver.length > 0 ? slowly(takenOver.splice(0)) : []),
        endLost: async () => [],
        turnsBefore: async () => [],
        end: async () => true,
      },
      bus: { listen: () => () => {}, publish() {} },
      sessionEnds: { watch() {}, unwatch() {} },
      log: { open, published: () => undefined },
      videos: { list: async () => [] },
      answerer: { name: "a model" },
      metrics: { gauge() {}, answerEnded() {}, answerTakenOver() {} },
      logger: { warn() {}, error() {} },
      intervals: { ...ANSWER_INTERVALS, takeOverPollMs: 1 },
      maxAttempts: 3,
      limits: { maxRunning: 3, maxRunningPerSession: 3, maxWaiting: 3, maxWaitingPerSession: 3 },
      maxWaitMs: 0,
    } as never);
    onTestFinished(async () => {
      clock.mockRestore();
      await runner.stop(0);
    });
    return { runner, open };
  }

  test("counts from before the statement that stored the question", async () => {
    const { runner, open } = startRunner([]);
    await runner.ask(session, { question: "How hot?", videoIds: null, idempotencyKey: null });
    const [, mayWrite] = open.mock.calls[0]!;
    expect(mayWrite()).toBe(false);
  });

  test("counts from before the statement that took the answer over", async () => {
    const lease = { id: "a", leaseId: "l", attempt: 2 };
    const { open } = startRunner([{ lease, answer: { id: "a", question: "How hot?", session } }]);
    await eventually(() => open.mock.calls.length === 1);
    const [, mayWrite] = open.mock.calls[0]!;
    expect(mayWrite()).toBe(false);
  });
});
