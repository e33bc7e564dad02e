import pino from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Answer, AnswerStatus } from "../answers/answer.ts";
import { createBus } from "../database/pubsub.ts";
import { sessionExpired, unauthenticated } from "../errors/errors.ts";
import { createSessionEnds } from "../sessions/session-ends.ts";
import type { Session } from "../sessions/session.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { sessionEvents, type SessionEvent } from "./session-events.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A reader of a session with these answers, which may be renewed for a day, and the database that it reads. */
function startReader({ isExclusive = true, livesMs = 15 * MINUTE_MS, statuses = {} as Statuses } = {}) {
  const bus = createBus({ url: null, logger: pino({ level: "silent" }), notify: async () => {} });
  const createdAt = new Date();
  const session: Session = { id: "s", createdAt, expiresAt: new Date(createdAt.getTime() + livesMs) };
  const stored = { statuses: new Map(Object.entries(statuses)), expiresAt: session.expiresAt };
  const renewal = { renewableUntil: () => new Date(createdAt.getTime() + DAY_MS) };
  const verify = vi.fn<Sessions["verify"]>(async () => {
    if (stored.expiresAt.getTime() <= Date.now()) throw sessionExpired();
    return stored.expiresAt;
  });
  const answers = {
    statuses: vi.fn<() => Promise<Map<string, AnswerStatus>>>(async () => new Map(stored.statuses)),
    readAll: async (_: Session, ids: string[]) =>
      ids
        .filter((id) => stored.statuses.has(id))
        .map((id) => ({ id, status: stored.statuses.get(id) }) as Answer),
  };
  const events = sessionEvents(session, {
    videos: { list: async () => [] },
    answers,
    sessionEnds: createSessionEnds({ sessions: { verify, renewal } as unknown as Sessions, bus }),
    bus,
    database: { isExclusive },
  });
  const told: string[] = [];
  const reading = (async () => {
    for await (const event of events) told.push(textOf(event));
    told.push("complete");
  })();
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  /** Moves the end of the session, as another replica does that says so. */
  async function renew(ms: number) {
    stored.expiresAt = new Date(Date.now() + ms);
    bus.publish("session-renewed:s");
    await pass(0);
  }
  return { bus, stored, verify, answers, events, reading, told, pass, renew };
}

type Statuses = Record<string, AnswerStatus>;

function textOf(event: SessionEvent): string {
  const { __typename: name } = event;
  if ("answer" in event) return `${name} ${event.answer.id} ${event.answer.status}`;
  return "answerIds" in event ? `${name} ${event.answerIds.join(" ")}` : name;
}

describe("answers", () => {
  test("that are RUNNING come first, then what begins, ends and is deleted", async () => {
    const { bus, stored, told, pass } = startReader({ statuses: { a: "COMPLETED", b: "RUNNING" } });
    await pass(0);
    expect(told.splice(0)).toEqual(["SessionAnswerStarted b RUNNING"]);
    stored.statuses.set("c", "RUNNING");
    bus.publish("session-answers:s");
    await pass(0);
    expect(told.splice(0)).toEqual(["SessionAnswerStarted c RUNNING"]);
    stored.statuses.set("b", "FAILED");
    bus.publish("answer:b");
    await pass(0);
    expect(told.splice(0)).toEqual(["SessionAnswerEnded b FAILED"]);
    stored.statuses.delete("a");
    stored.statuses.delete("b");
    bus.publish("session-answers:s");
    await pass(0);
    expect(told.splice(0)).toEqual(["SessionAnswersDeleted a b"]);
  });

  test("that begin and end between two readings are told of both, and those that are gone by then of neither", async () => {
    const { bus, stored, answers, told, pass } = startReader();
    await pass(0);
    stored.statuses.set("a", "COMPLETED");
    answers.statuses.mockResolvedValueOnce(
      new Map([
        ["a", "RUNNING"],
        ["b", "RUNNING"],
      ]),
    );
    bus.publish("session-answers:s");
    await pass(0);
    expect(told).toEqual(["SessionAnswerStarted a COMPLETED", "SessionAnswerEnded a COMPLETED"]);
  });

  test("whose change nobody was told of are found before long, where there are other processes", async () => {
    const { stored, events, reading, told, pass } = startReader({ isExclusive: false });
    await pass(0);
    stored.statuses.set("a", "RUNNING");
    await pass(30_000);
    stored.statuses.set("a", "CANCELLED");
    await pass(30_000);
    stored.statuses.delete("a");
    await pass(30_000);
    expect(told).toEqual([
      "SessionAnswerStarted a RUNNING",
      "SessionAnswerEnded a CANCELLED",
      "SessionAnswersDeleted a",
    ]);
    await events.return!();
    await reading;
    expect(vi.getTimerCount()).toBe(0);
  });

  test("are not read again where something else has changed", async () => {
    const { bus, answers, pass } = startReader();
    await pass(0);
    const { length } = answers.statuses.mock.calls;
    bus.publish("session:s", "session-renewed:s");
    await pass(0);
    expect(answers.statuses).toHaveBeenCalledTimes(length);
  });
});

describe("the end of the session", () => {
  test("is announced two minutes before, and comes last", async () => {
    const { told, reading, pass } = startReader();
    await pass(13 * MINUTE_MS - 1);
    expect(told).toEqual([]);
    await pass(1);
    expect(told).toEqual(["SessionExpiring"]);
    await pass(2 * MINUTE_MS - 1);
    expect(told).toHaveLength(1);
    await pass(1);
    expect(told).toEqual(["SessionExpiring", "SessionExpired", "complete"]);
    await reading;
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is announced at once where the stream begins later", async () => {
    const { told, pass } = startReader({ livesMs: MINUTE_MS });
    await pass(0);
    expect(told).toEqual(["SessionExpiring"]);
  });

  test("that was moved is told, and announced anew when it comes near", async () => {
    const { told, pass, renew } = startReader();
    await pass(14 * MINUTE_MS);
    await renew(15 * MINUTE_MS);
    expect(told).toEqual(["SessionExpiring", "SessionRenewed"]);
    await pass(13 * MINUTE_MS);
    expect(told.slice(2)).toEqual(["SessionExpiring"]);
    await pass(2 * MINUTE_MS);
    expect(told.slice(3)).toEqual(["SessionExpired", "complete"]);
  });

  test("that is moved all the time is told once a minute, at last as it is", async () => {
    const { told, pass, renew } = startReader();
    await pass(MINUTE_MS);
    for (let second = 0; second < 59; second++) {
      await renew(15 * MINUTE_MS);
      await pass(1000);
    }
    expect(told).toEqual(["SessionRenewed"]);
    await pass(1000);
    expect(told).toEqual(["SessionRenewed", "SessionRenewed"]);
    await pass(5 * MINUTE_MS);
    expect(told).toHaveLength(2);
  });

  test("that was moved without a word is found before it is announced, where there are other processes", async () => {
    const { stored, told, pass } = startReader({ isExclusive: false });
    await pass(MINUTE_MS);
    stored.expiresAt = new Date(Date.now() + 15 * MINUTE_MS);
    await pass(13 * MINUTE_MS - 1);
    expect(told).toEqual(["SessionRenewed"]);
    await pass(1);
    expect(told).toEqual(["SessionRenewed", "SessionExpiring"]);
  });

  test("by endSession is told apart", async () => {
    const { bus, verify, told, pass } = startReader();
    await pass(0);
    verify.mockRejectedValue(unauthenticated());
    bus.publish("session-ended:s");
    await pass(0);
    expect(told).toEqual(["SessionDeleted", "complete"]);
  });
});
