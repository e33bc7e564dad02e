import { randomUUID } from "node:crypto";
import { v7 as uuid } from "uuid";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { leave, stayAlive } from "../../search/model-in-force/tables.ts";
import type { Session } from "../../sessions/session.ts";
import { onPostgreSQL } from "../../testing/database/test-database.ts";
import { fakeChat } from "../../testing/fakes/fake-models.ts";
import { startTestServices, type TestServices } from "../../testing/server/test-services.ts";
import { emptyState, type AnswerState, type PlacedCitation } from "../log/state.ts";
import type { AnswerLease, RunEnd } from "../run/lease.ts";
import type { AnswerWait } from "../answer.ts";
import { createAnswerStore, type AnswerStore } from "./answer-store.ts";
import type { AnswerLimits } from "./insert-statement.ts";

const COMPLETED: RunEnd = {
  status: "COMPLETED",
  confidence: "SURE",
  wordsOnly: true,
  followUps: [],
  usage: null,
  failure: null,
};
const NEVER_MS = 1_000_000;
const written = (text: string, attempt = 1) => ({ ...emptyState(attempt), text, sourceIds: [] });

let services: TestServices;
let store: AnswerStore;
let session: Session;
beforeAll(async () => {
  services = await startTestServices({
    dependencies: { chat: fakeChat() },
    answerIntervals: { takeOverPollMs: NEVER_MS },
  });
  store = createAnswerStore(services.database, { leaseMs: 60_000, stalledLeaseMs: 120_000 });
  return services.drop;
});

type Values = { model?: string; idempotencyKey?: string; session?: Session; waiting?: AnswerWait };

/** An answer that the lease has been taken of, as by a run. */
async function insertAnswer(values: Values = {}): Promise<AnswerLease> {
  ({ session } = await services.sessions.getOrCreate(null));
  const lease = { id: uuid(), leaseId: uuid(), attempt: 1 };
  await insert(lease, { session, ...values });
  return lease;
}

const LIMITS = { maxRunningPerSession: 10, maxRunning: 10, maxWaitingPerSession: 10, maxWaiting: 100 };

function insert(
  lease: AnswerLease,
  values: Values & { session: Session },
  { mayBegin = true, ...limits }: Partial<AnswerLimits> & { mayBegin?: boolean } = {},
) {
  return store.insert(
    {
      ...lease,
      question: "How hot?",
      videoIds: null,
      idempotencyKey: null,
      waiting: null,
      status: "RUNNING",
      scope: "PASSAGES",
      leftOut: [],
      followUps: [],
      text: "",
      citations: [],
      sourceIds: null,
      confidence: null,
      wordsOnly: false,
      model: "a model",
      usage: null,
      failure: null,
      createdAt: new Date(),
      finishedAt: null,
      ...values,
    },
    { ...LIMITS, ...limits },
    mayBegin,
  );
}

/** Its process is lost. */
const lapse = ({ id }: AnswerLease) =>
  services.query(
    `update answers set lease_until = now() - interval '1 second', lease_pid = null where id = ?`,
    [id],
  );
/** Its process has not renewed it for so many seconds beyond its end, and is still connected. */
const stall = ({ id }: AnswerLease, seconds: number) =>
  services.query(`update answers set lease_until = now() - ? * interval '1 second' where id = ?`, [
    seconds,
    id,
  ]);

const rowOf = ({ id, leaseId, attempt }: AnswerLease, from: number, text: string, citations = [1]) => ({
  answer_id: id,
  lease_id: leaseId,
  attempt,
  start_offset: from,
  end_offset: from + text.length,
  text,
  citations: citations.map((number) => ({ number, quote: "q", at: from + text.length }) as PlacedCitation),
  source_ids: from === 0 ? ["p"] : null,
});
const append = (...rows: ReturnType<typeof rowOf>[]) =>
  store.append(rows, services.bus.payload("answer-log"));
const FREE = { free: 10, maxWaits: 10, maxRunningPerSession: 10 };
const takeOver = (
  options: Partial<
    typeof FREE & { maxAttempts: number; repeatable: string | null; headStartMs: number }
  > = {},
) => store.takeOver({ maxAttempts: 3, except: [], repeatable: null, headStartMs: 0, ...FREE, ...options });

const endLost = async (options: Parameters<AnswerStore["endLost"]>[0]) =>
  (await store.endLost(options)).map(({ id }) => id);

describe("an answer", () => {
  test("is read as it was stored", async () => {
    const { id } = await insertAnswer({ idempotencyKey: "k" });
    const answer = await store.find(session, id);
    expect(answer).toMatchObject({ id, session, question: "How hot?", videoIds: null, status: "RUNNING" });
    expect(answer!.createdAt.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(await store.findByKey(session, "k")).toEqual(answer);
    expect(await store.newestFirst(session, null, 2)).toEqual([answer]);
    expect(await store.newestFirst(session, id, 2)).toEqual([]);
    expect(await store.find({ ...session, id: uuid() }, id)).toBeNull();
  });
});

describe("an answer of a session that was deleted in this moment", () => {
  test("is refused as UNAUTHENTICATED", async () => {
    const deleted = { ...session, id: uuid() };
    await expect(insertAnswer({ session: deleted })).rejects.toMatchObject({
      extensions: { code: "UNAUTHENTICATED" },
    });
  });
});

describe("the lease of an answer", () => {
  test("is taken over with its question and session once it has lapsed, not before", async () => {
    const lease = await insertAnswer();
    expect(await takeOver()).toEqual([]);
    await lapse(lease);
    const [taken] = await takeOver();
    expect(taken!.lease).toEqual({ id: lease.id, leaseId: expect.any(String), attempt: 2 });
    expect(taken!.answer).toEqual({
      id: lease.id,
      question: "How hot?",
      videoIds: null,
      historyBefore: null,
      session,
      waiting: null,
      leftOut: [],
      requestId: null,
      traceParent: null,
      attemptTraceParent: null,
      kept: null,
    });
    expect(taken!.reason).toBe("lapsed");
    expect(taken!.lease.leaseId).not.toBe(lease.leaseId);
    expect(await takeOver()).toEqual([]);
  });

  test("is taken over at once where it was released", async () => {
    const lease = await insertAnswer();
    expect(await store.release(lease, written(""))).toBe(true);
    const [taken] = await takeOver({ maxAttempts: 1 });
    expect(taken!.lease).toMatchObject({ id: lease.id, attempt: 2 });
    expect(taken!.reason).toBe("handed_over");
  });

  test("that was released is left for a while to the process that started last", async () => {
    const [id, younger] = [uuid(), uuid()];
    const which = { maxAttempts: 3, except: [], repeatable: null, ...FREE, headStartMs: 60_000 };
    const leases = { leaseMs: 60_000, stalledLeaseMs: 120_000 };
    const old = createAnswerStore(services.database, leases, id);
    const isTaken = async (by: typeof store, lease: AnswerLease) =>
      (await by.takeOver(which)).some((taken) => taken.lease.id === lease.id);
    const release = async () => {
      const lease = await insertAnswer();
      await store.release(lease, written(""));
      return lease;
    };
    const saysAlive = (ms: number) =>
      stayAlive(services.database.reserved(), { id: younger, model: "m", aliveMs: ms });
    onTestFinished(() => leave(services.database.reserved(), younger));
    expect(await isTaken(old, await release())).toBe(true);
    await saysAlive(60_000);
    const released = await release();
    expect(await isTaken(old, released)).toBe(false);
    await services.query(`update answers set lease_until = now() - interval '61 seconds' where id = ?`, [
      released.id,
    ]);
    expect(await isTaken(old, released)).toBe(true);
    expect(await isTaken(createAnswerStore(services.database, leases, younger), await release())).toBe(true);
    await saysAlive(-1);
    expect(await isTaken(old, await release())).toBe(true);
    const lost = await insertAnswer();
    await saysAlive(60_000);
    await lapse(lost);
    expect(await isTaken(old, lost)).toBe(true);
  });

  test.runIf(onPostgreSQL)(
    "is left to a process that is late and still connected, but not for ever",
    async () => {
      const lease = await insertAnswer();
      await stall(lease, 50);
      expect(await endLost({ maxAttempts: 1, except: [] })).toEqual([]);
      expect(await takeOver()).toEqual([]);
      const { length } = await store.readQueue([], { except: [] });
      expect(length).toBe(0);
      expect(await store.checkpoint([{ lease, written: written("Eighty") }])).toEqual(["held"]);
      await stall(lease, 70);
      const [taken] = await takeOver();
      expect(taken!.lease).toMatchObject({ id: lease.id, attempt: 2 });
      await stall(taken!.lease, 1);
      await store.requestCancel(lease.id);
      expect(await endLost({ maxAttempts: 3, except: [] })).toEqual([lease.id]);
    },
  );

  test("has the span of the attempt before, as of its checkpoint or its handover", async () => {
    const lease = await insertAnswer();
    await store.checkpoint([{ lease, written: written("Eighty"), traceParent: "of the first" }]);
    await lapse(lease);
    const [second] = await takeOver();
    expect(second!.answer.attemptTraceParent).toBe("of the first");
    await store.release(second!.lease, written("", 2), "of the second");
    const [third] = await takeOver();
    expect(third!.answer.attemptTraceParent).toBe("of the second");
  });

  test("that was handed over counts as no attempt that was lost, nor does it end after a later loss", async () => {
    const lease = await insertAnswer();
    await store.release(lease, written(""));
    const [handedOver] = await takeOver({ maxAttempts: 2 });
    await lapse(handedOver!.lease);
    expect(await endLost({ maxAttempts: 2, except: [] })).toEqual([]);
    const [again] = await takeOver({ maxAttempts: 2 });
    expect(again!.lease).toMatchObject({ id: lease.id, attempt: 3 });
    await lapse(again!.lease);
    expect(await takeOver({ maxAttempts: 2 })).toEqual([]);
    expect(await endLost({ maxAttempts: 2, except: [] })).toEqual([lease.id]);
  });

  test("goes on with what was written where its model writes the same again, and only then", async () => {
    const lease = await insertAnswer({ model: "extractive" });
    await store.checkpoint([{ lease, written: { ...written("Eighty"), sourceIds: ["p"] } }]);
    await append(rowOf(lease, 6, " degrees"));
    await lapse(lease);
    const [goesOn] = await takeOver({ repeatable: "extractive" });
    const citations = [{ number: 1, quote: "q", at: 14 } as PlacedCitation];
    const kept = {
      text: "Eighty degrees",
      citations,
      sourceIds: ["p"],
      resumptions: [{ attempt: 1, offset: 14, citations: 1 }],
    };
    expect(goesOn!.answer.kept).toEqual(kept);
    expect(await store.readState(lease.id)).toMatchObject({ attempt: 2, ...kept });
    await store.release(goesOn!.lease, { ...written("", 2), ...kept, text: "Eighty degrees." });
    const [again] = await takeOver({ repeatable: "extractive" });
    const resumptions = [...kept.resumptions, { attempt: 2, offset: 15, citations: 1 }];
    expect(again!.answer.kept).toEqual({ ...kept, text: "Eighty degrees.", resumptions });
    await store.release(again!.lease, { ...written("", 3), ...again!.answer.kept });
    const [begun] = await takeOver({ repeatable: "another model" });
    expect(begun!.answer.kept).toBeNull();
    expect(await store.readState(lease.id)).toMatchObject({
      attempt: 4,
      text: "",
      citations: [],
      sourceIds: null,
      resumptions: [],
    });
  });

  test("that began again under its lease counts no attempt as lost for that", async () => {
    const lease = await insertAnswer({ model: "extractive" });
    await store.checkpoint([{ lease, written: written("Ninety", 2) }]);
    await lapse(lease);
    expect(await endLost({ maxAttempts: 2, except: [] })).toEqual([]);
    const [taken] = await takeOver({ maxAttempts: 2 });
    expect(taken!.lease.attempt).toBe(3);
  });

  test("that is lost ends nothing, and leaves the rows of who has it now", async () => {
    const lost = await insertAnswer();
    await lapse(lost);
    const [taken] = await takeOver();
    await append(rowOf(taken!.lease, 0, "Eighty degrees"));
    expect(await store.end(lost, written("old"), COMPLETED)).toBe(false);
    expect(await store.rowsBeyond([{ id: lost.id, state: emptyState(2) }])).toHaveLength(1);
    expect(await store.end(taken!.lease, written("Eighty degrees", 2), COMPLETED)).toBe(true);
    expect(await store.rowsBeyond([{ id: lost.id, state: emptyState(2) }])).toEqual([]);
    expect(await store.find(session, lost.id)).toMatchObject({
      status: "COMPLETED",
      text: "Eighty degrees",
      confidence: "SURE",
      wordsOnly: true,
    });
  });

  test("that is lost appends nothing to the log", async () => {
    const lease = await insertAnswer();
    await append(rowOf({ ...lease, leaseId: randomUUID() }, 0, "old"));
    expect(await store.rowsBeyond([{ id: lease.id, state: emptyState(1) }])).toEqual([]);
  });

  test.each(["old first", "new first"])("tells two runs of one answer apart, %s", async (order) => {
    const lapsed = await insertAnswer();
    await lapse(lapsed);
    const [present] = await takeOver();
    const runs = [
      { lease: lapsed, written: written("old") },
      { lease: present!.lease, written: written("new", 2) },
    ];
    const renewals = await store.checkpoint(order === "old first" ? runs : runs.toReversed());
    expect(order === "old first" ? renewals : renewals.toReversed()).toEqual(["lost", "held"]);
    expect(await store.find(session, lapsed.id)).toMatchObject({ text: "new" });
    await store.requestCancel(lapsed.id);
    expect(await store.checkpoint(runs)).toEqual(["lost", "cancel-requested"]);
    await store.end(present!.lease, written(""), COMPLETED);
  });
});

describe("an answer that waits for videos", () => {
  const waiting: AnswerWait = { videoIds: ["v", "w"], until: "2026-01-01T00:01:00.000Z" };
  const payload = () => services.bus.payload("answer-log");

  test("tells its readers for what, and in the end what it left out", async () => {
    const lease = await insertAnswer({ waiting });
    expect(await store.readState(lease.id)).toMatchObject({ waiting });
    const rest = { ...waiting, videoIds: ["w"] };
    expect(await store.storeWait(lease, { waiting: rest, leftOut: ["v"] }, payload())).toBe(true);
    expect(await store.readVersions([lease.id])).toMatchObject([{ waiting: rest }]);
    const other = { ...lease, leaseId: randomUUID() };
    expect(await store.storeWait(other, { waiting: null, leftOut: [] }, payload())).toBe(false);
    expect(await store.storeWait(lease, { waiting: null, leftOut: ["v", "w"] }, payload())).toBe(true);
    expect(await store.readState(lease.id)).toMatchObject({ waiting: null });
    expect(await store.find(session, lease.id)).toMatchObject({ leftOut: ["v", "w"] });
    const [begun] = await takeOver();
    expect(begun!.lease).toMatchObject({ id: lease.id, attempt: 1 });
    await store.end(begun!.lease, written(""), COMPLETED);
  });

  test("is taken over as often as it takes, with the rest of its wait, and as the same attempt", async () => {
    let lease = await insertAnswer({ waiting });
    for (const round of [1, 2, 3]) {
      await lapse(lease);
      expect(await endLost({ maxAttempts: 1, except: [] })).toEqual([]);
      const [taken] = await takeOver({ maxAttempts: 1 });
      expect(taken, `round ${round}`).toMatchObject({
        lease: { id: lease.id, attempt: 1 },
        answer: { waiting, leftOut: [] },
      });
      lease = taken!.lease;
    }
    // Once it is written, its attempts count.
    await store.storeWait(lease, { waiting: null, leftOut: [] }, payload());
    const [begun] = await takeOver({ maxAttempts: 1 });
    expect(begun).toMatchObject({ lease: { id: lease.id, attempt: 1 }, answer: { waiting: null } });
    await lapse(begun!.lease);
    expect(await endLost({ maxAttempts: 1, except: [] })).toEqual([lease.id]);
  });

  test("begins its first attempt where no process has had it yet", async () => {
    const lease = await insertAnswer({ waiting });
    await store.release(lease, written(""));
    await services.query(`update answers set attempt = 0 where id = ?`, [lease.id]);
    const [taken] = await takeOver();
    expect(taken!.lease.attempt).toBe(1);
    await store.end(taken!.lease, written(""), COMPLETED);
  });

  test("takes no place of those that are written, and one of those that wait", async () => {
    const own = { session: (await services.sessions.getOrCreate(null)).session };
    const limits = { maxRunningPerSession: 1, maxWaitingPerSession: 2 };
    const add = async (values: Values = {}) => {
      const lease = { id: uuid(), leaseId: uuid(), attempt: 1 };
      return { lease, insertion: await insert(lease, { ...own, ...values }, limits) };
    };
    const waits = [await add({ waiting }), await add()];
    expect(waits.map(({ insertion }) => insertion)).toEqual(["begun", "begun"]);
    const queued = await add();
    expect(queued.insertion).toBe("queued");
    expect((await add({ waiting })).insertion).toBe("session-full");
    expect((await add()).insertion).toBe("session-full");
    await store.end(waits[0]!.lease, written(""), COMPLETED);
    const last = await add({ waiting });
    expect(last.insertion).toBe("begun");
    await services.query(`delete from answers where session_id = ?`, [own.session.id]);
  });

  test("waits no more once it has ended, though its process died", async () => {
    const [ended, lost] = [await insertAnswer({ waiting }), await insertAnswer({ waiting })];
    await store.end(ended, written(""), COMPLETED);
    await store.requestCancel(lost.id);
    await lapse(lost);
    expect(await store.endLost({ maxAttempts: 3, except: [] })).toEqual([{ id: lost.id, isCancelled: true }]);
    expect(await store.readVersions([ended.id, lost.id])).toMatchObject([
      { waiting: null },
      { waiting: null },
    ]);
  });
});

describe("an answer whose run died for the last time", () => {
  test("ends as FAILED, with all that its log has", async () => {
    const lease = await insertAnswer();
    await store.checkpoint([{ lease, written: { ...written("Eighty"), sourceIds: ["p"] } }]);
    await append(rowOf(lease, 0, "Eighty degrees"));
    await lapse(lease);
    const which = { maxAttempts: 1, except: [] };
    expect(await endLost({ ...which, except: [lease.id] })).toEqual([]);
    expect(await store.endLost(which)).toEqual([{ id: lease.id, isCancelled: false }]);
    expect(await store.find(session, lease.id)).toMatchObject({
      status: "FAILED",
      text: "Eighty degrees",
      citations: [{ number: 1 }],
      failure: { retryable: true },
      attempt: 2,
    });
    expect(await services.query(`select id from answer_log where answer_id = ?`, [lease.id])).toEqual([]);
  });

  test("ends as CANCELLED where that was asked for", async () => {
    const lease = await insertAnswer();
    await store.requestCancel(lease.id);
    await lapse(lease);
    expect(await takeOver()).toEqual([]);
    expect(await endLost({ maxAttempts: 3, except: [] })).toEqual([lease.id]);
    expect(await store.find(session, lease.id)).toMatchObject({ status: "CANCELLED", failure: null });
  });
});

describe("the queue", () => {
  const others = { maxWaits: 0 };
  const newSession = async () => (await services.sessions.getOrCreate(null)).session;
  const ids = (taken: Awaited<ReturnType<typeof takeOver>>) => taken.map(({ lease }) => lease.id);
  const add = async (owner: Session, options: Parameters<typeof insert>[2] = { mayBegin: false }) => {
    const lease = { id: uuid(), leaseId: uuid(), attempt: 1 };
    return { ...lease, insertion: await insert(lease, { session: owner }, options) };
  };
  beforeAll(() => services.query(`delete from answers`));

  test("goes round the sessions, each in the order of asking", async () => {
    const [one, two] = [await newSession(), await newSession()];
    const own: string[] = [];
    for (let count = 0; count < 4; count++) own.push((await add(one)).id);
    const first = await add(two);
    expect(first.insertion).toBe("queued");
    const places = async () =>
      (await store.readQueue([...own, first.id], { except: [] })).answers.toSorted(
        (a, b) => a.place - b.place,
      );
    expect((await places()).map(({ id }) => id)).toEqual([own[0], first.id, ...own.slice(1)]);
    expect((await places()).map(({ placeInSession }) => placeInSession)).toEqual([1, 1, 2, 3, 4]);

    // With one run, a session that comes later is not behind all that others have asked.
    const [begun] = await takeOver({ free: 1 });
    expect(begun).toMatchObject({ lease: { id: own[0], attempt: 1 } });
    await store.end(begun!.lease, written(""), COMPLETED);
    expect(ids(await takeOver({ free: 1 }))).toEqual([first.id]);
    const late = await add(await newSession());
    expect(ids(await takeOver({ free: 2 }))).toEqual([late.id, own[1]]);
    expect(ids(await takeOver({ free: 5, maxRunningPerSession: 2, ...others }))).toEqual([own[2]]);
    expect(await takeOver({ free: 5, maxRunningPerSession: 2, ...others })).toEqual([]);
    expect(await store.readQueue([own[3]!, own[2]!], { except: [] })).toEqual({
      length: 1,
      answers: [{ id: own[3], place: 1, placeInSession: 1 }],
    });
    await services.query(`delete from answers`);
  });

  test("lets none pass those of its session that were asked before, nor those of others that are due", async () => {
    const owner = await newSession();
    const queued = await add(owner);
    const own = await add(owner, { mayBegin: true });
    expect(own.insertion).toBe("queued");
    // As on a replica that has a run free, while the other has none.
    const later = await add(await newSession(), { mayBegin: true });
    expect(later.insertion).toBe("queued");
    expect(ids(await takeOver({ free: 1 }))).toEqual([queued.id]);
    expect(ids(await takeOver({ free: 1, maxRunningPerSession: 1 }))).toEqual([later.id]);
    // What waits for its own session alone holds up nobody.
    const limits = { maxRunningPerSession: 1 };
    expect((await add(await newSession(), { mayBegin: true, ...limits })).insertion).toBe("begun");
    await services.query(`delete from answers`);
  });

  test("begins no more of a session than may run, however many are asked and taken at once", async () => {
    const limits = { maxRunningPerSession: 1, maxRunning: 1000 };
    const taking = () => takeOver({ free: 2, ...limits });
    for (let round = 0; round < 20; round++) {
      const owner = await newSession();
      const asking = [1, 2, 3, 4].map(() => add(owner, { mayBegin: true, ...limits }));
      const [asked, ...taken] = await Promise.all([Promise.all(asking), taking(), taking()]);
      const begun = asked.filter(({ insertion }) => insertion === "begun");
      expect(begun.length + taken.flat().length).toBe(1);
      await services.query(`delete from answers`);
    }
  });

  test.runIf(onPostgreSQL)(
    "leaves out a session that another replica has in hand, and takes it after",
    async () => {
      const owner = await newSession();
      const queued = await add(owner);
      await services.database.fork().transactional(async (em) => {
        await em.execute(`select id from sessions where id = ? for no key update`, [owner.id]);
        expect(await takeOver()).toEqual([]);
      });
      expect(ids(await takeOver())).toEqual([queued.id]);
      await services.query(`delete from answers`);
    },
  );

  test("counts the runs of this process whose leases have lapsed while it slept", async () => {
    const owner = await newSession();
    const limits = { maxRunningPerSession: 1 };
    const own = await add(owner, { mayBegin: true, ...limits });
    await lapse(own);
    const queued = await add(owner, { mayBegin: true, ...limits });
    const options = { maxAttempts: 3, repeatable: null, headStartMs: 0, ...FREE, ...limits };
    expect(await store.takeOver({ ...options, except: [own.id] })).toEqual([]);
    await store.end(own, written(""), COMPLETED);
    expect(ids(await store.takeOver({ ...options, except: [] }))).toEqual([queued.id]);
    await services.query(`delete from answers`);
  });

  test("is bounded, and what does not fit in is not stored", async () => {
    const owner = await newSession();
    expect((await add(owner, { mayBegin: false, maxWaiting: 1 })).insertion).toBe("queued");
    expect((await add(await newSession(), { mayBegin: false, maxWaiting: 1 })).insertion).toBe("server-full");
    expect((await add(owner, { mayBegin: false, maxWaitingPerSession: 1 })).insertion).toBe("session-full");
    await takeOver();
    expect((await add(await newSession(), { maxWaiting: 0 })).insertion).toBe("begun");
    expect(await services.query(`select count(*)::int as count from answers`)).toEqual([{ count: 2 }]);
    await services.query(`delete from answers`);
  });

  test("takes answers whose run was lost in turn, and lets go those of sessions that have expired", async () => {
    const [lost, queued] = [await add(session, {}), await add(session)];
    await lapse(lost);
    expect((await store.readQueue([], { except: [] })).length).toBe(2);
    expect((await store.readQueue([], { except: [lost.id] })).length).toBe(1);
    expect(ids(await takeOver({ free: 1 }))).toEqual([lost.id]);
    const expired = await newSession();
    const unwanted = await add(expired);
    await services.query(`update sessions set expires_at = now() - interval '1 second' where id = ?`, [
      expired.id,
    ]);
    expect(ids(await takeOver())).toEqual([queued.id]);
    expect(await endLost({ maxAttempts: 3, except: [] })).toEqual([unwanted.id]);
    expect(await store.find(expired, unwanted.id)).toMatchObject({ status: "CANCELLED", failure: null });
    await services.query(`delete from answers`);
  });

  test("tells whether an answer that is to be cancelled runs anywhere", async () => {
    const [running, queued] = [await add(session, {}), await add(session)];
    expect(await store.requestCancel(running.id)).toBe(false);
    expect(await store.requestCancel(queued.id)).toBe(true);
    expect(await takeOver()).toEqual([]);
    expect(await endLost({ maxAttempts: 3, except: [] })).toEqual([queued.id]);
    await services.query(`delete from answers`);
  });
});

describe("the rows beyond a state", () => {
  test("are those that it has not all of, in order", async () => {
    const lease = await insertAnswer();
    await append(rowOf(lease, 0, "Eighty"), rowOf(lease, 6, " degrees", [2]), rowOf(lease, 14, "", [3]));
    const beyond = async (length: number, citations: number, sourceIds: string[] | null = []) => {
      const state: AnswerState = {
        ...emptyState(1),
        text: "Eighty degrees".slice(0, length),
        citations: Array.from({ length: citations }, (_, index) => ({ number: index + 1 }) as PlacedCitation),
        sourceIds,
      };
      return (await store.rowsBeyond([{ id: lease.id, state }])).map((row) => row.start_offset);
    };
    expect(await beyond(0, 0, null)).toEqual([0, 6, 14]);
    expect(await beyond(14, 3, null)).toEqual([0]);
    expect(await beyond(6, 1)).toEqual([6, 14]);
    expect(await beyond(6, 0)).toEqual([0, 6, 14]);
    expect(await beyond(14, 2)).toEqual([14]);
    expect(await beyond(14, 3)).toEqual([]);
    await store.end(lease, written(""), COMPLETED);
  });
});
