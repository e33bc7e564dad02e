import { once } from "node:events";
import { describe, expect, test, vi } from "vitest";
import type { Session } from "../../sessions/session.ts";
import { eventually } from "../../testing/eventually.ts";
import { createGate, fakeChat, type FakeChat } from "../../testing/fakes/fake-models.ts";
import { createFakeTranscripts, fakeUrl } from "../../testing/fakes/fake-transcripts.ts";
import { onPostgreSQL } from "../../testing/database/test-database.ts";
import { openReadySession } from "../../testing/server/ready-session.ts";
import { startTestServices, type TestServices } from "../../testing/server/test-services.ts";
import { answerEvents } from "../answer-events.ts";
import { ANSWER_INTERVALS } from "../intervals.ts";
import { createRunner } from "./runner.ts";

const start = (
  chat: FakeChat,
  env: Record<string, string> = {},
  { testDatabase }: Partial<TestServices> = {},
) =>
  startTestServices({
    env,
    dependencies: { chat },
    answerIntervals: { takeOverPollMs: 20 },
    ...(testDatabase ? { database: testDatabase } : {}),
  });

const ask = (services: TestServices, session: Session, idempotencyKey: string | null = null) =>
  services.answers.ask(session, { question: "How hot?", videoIds: null, idempotencyKey });

const untilStatus = (services: TestServices, session: Session, id: string, status: string) =>
  eventually(async () => {
    const answer = await services.answers.find(session, id);
    return answer?.status === status && answer;
  });

describe("a server that stops amid an answer", () => {
  const oneAttempt = { ANSWER_MAX_ATTEMPTS: "1" };

  test("leaves it to the next, however often: that is no crash", async () => {
    const chats = [0, 1].map(() => fakeChat({ pieces: ["one ", createGate().wait] }));
    const first = await start(chats[0]!, oneAttempt);
    const session = await openReadySession(first);
    const { id } = await ask(first, session);
    await eventually(() => chats[0]!.prompts.length === 1);
    await first.close();
    const second = await start(chats[1]!, oneAttempt, first);
    await eventually(() => chats[1]!.prompts.length === 1);
    await second.close();
    const third = await start(fakeChat({ pieces: ["Eighty degrees."] }), oneAttempt, first);
    expect(await untilStatus(third, session, id, "COMPLETED")).toMatchObject({ failure: null, attempt: 3 });
    await third.close();
  }, 60_000);

  test.runIf(onPostgreSQL)("tells its readers at other replicas before one of those takes over", async () => {
    const first = await start(fakeChat({ pieces: ["one ", createGate().wait] }));
    const session = await openReadySession(first);
    const { id } = await ask(first, session);
    // It has no run free, so that it does not take over.
    const chat = fakeChat({ pieces: ["one ", createGate().wait] });
    const other = await startTestServices({
      env: { MAX_RUNNING_ANSWERS: "1" },
      database: first.testDatabase,
      dependencies: { chat },
      answerIntervals: { takeOverPollMs: 20, logPollMs: 20 },
    });
    await ask(other, session);
    await eventually(() => chat.prompts.length === 1);
    const names: string[] = [];
    const events = await answerEvents(session, { id, after: null }, other);
    const reading = (async () => {
      for await (const event of events) names.push(event.__typename);
    })();
    await eventually(() => names.includes("AnswerDelta"));
    await first.close();
    await eventually(() => names.includes("AnswerInterrupted"));
    await other.answers.cancel(session, id);
    await reading;
    const told = ["AnswerInterrupted", "AnswerRestarted", "AnswerCancelled"];
    expect(names.filter((name) => told.includes(name))).toEqual(told);
    await other.close();
  });

  test("gives it up in time, though a look for lost answers hangs", async () => {
    const gate = createGate();
    const endLost = vi.fn<() => Promise<string[]>>(() => gate.wait().then(() => []));
    const release = vi.fn<() => Promise<boolean>>(async () => true);
    const runner = createRunner({
      store: {
        insert: async () => "begun",
        checkpoint: async () => ["held"],
        turnsBefore: async () => [],
        release,
        endLost,
        takeOver: async () => [],
      },
      bus: { listen: () => () => {}, publish() {} },
      sessionEnds: { watch() {}, unwatch() {} },
      log: { open: () => ({ published: {}, full: () => ({ text: "" }), close() {} }) },
      videos: { list: async () => [{ transcript: { status: "READY" } }] },
      answerer: {
        name: "a model",
        standaloneQuestion: (...[, , signal]: [unknown, unknown, AbortSignal]) => rejectWhenAborted(signal),
      },
      metrics: { gauge() {} },
      intervals: { ...ANSWER_INTERVALS, takeOverPollMs: 1 },
      maxAttempts: 3,
      limits: { maxRunning: 3, maxRunningPerSession: 3, maxWaiting: 3, maxWaitingPerSession: 3 },
      maxWaitMs: 0,
    } as never);
    const session = { id: "s", expiresAt: new Date(Date.now() + 3_600_000) } as Session;
    await runner.ask(session, { question: "How hot?", videoIds: null, idempotencyKey: null });
    await eventually(() => endLost.mock.calls.length === 1);
    const stopping = runner.stop(0);
    await vi.waitFor(() => expect(release).toHaveBeenCalledOnce(), 5000);
    gate.open();
    await stopping;
  });

  test("takes questions until it has stopped, for the next to answer", async () => {
    const chat = fakeChat();
    const first = await start(chat, oneAttempt);
    const session = await openReadySession(first);
    const stopping = first.stop(0);
    const { id } = await ask(first, session);
    await stopping;
    await first.close();
    expect(chat.prompts).toEqual([]);
    const second = await start(fakeChat({ pieces: ["Eighty degrees."] }), oneAttempt, first);
    await untilStatus(second, session, id, "COMPLETED");
    await second.close();
  }, 60_000);
});

describe("a server that stops while an answer waits for videos", () => {
  test("lets it go at once, and the next waits on, however few attempts there are", async () => {
    const gate = createGate();
    const { fetchTranscript } = createFakeTranscripts((_, signal) =>
      Promise.race([gate.wait(), rejectWhenAborted(signal)]),
    );
    const startWaiting = (database?: Partial<TestServices>) =>
      startTestServices({
        env: { ANSWER_MAX_ATTEMPTS: "1" },
        dependencies: { chat: fakeChat({ pieces: ["Eighty degrees."] }), fetchTranscript },
        answerIntervals: { takeOverPollMs: 20 },
        ...(database?.testDatabase && { database: database.testDatabase }),
      });
    const first = await startWaiting();
    const { session } = await first.sessions.getOrCreate(null);
    await first.videos.add(session, [fakeUrl(1)], null);
    const { id } = await ask(first, session);
    // The test does not last as long as these answers may.
    await first.stop(600_000);
    await first.close();
    const second = await startWaiting(first);
    gate.open();
    const answer = await untilStatus(second, session, id, "COMPLETED");
    expect(answer).toMatchObject({ attempt: 1, leftOut: [], failure: null });
    await second.close();
  }, 60_000);
});

describe("a session that expires while its answer waits for videos", () => {
  test("ends the wait", async () => {
    const { fetchTranscript } = createFakeTranscripts((_, signal) => rejectWhenAborted(signal));
    const services = await startTestServices({
      env: { SESSION_EXPIRE_MINUTES: "0.02" },
      dependencies: { chat: fakeChat(), fetchTranscript },
    });
    const { session } = await services.sessions.getOrCreate(null);
    await services.videos.add(session, [fakeUrl(1)], null);
    const { id } = await ask(services, session);
    const read = async () =>
      (await services.query(`select status, waiting from answers where id = ?`, [id]))[0];
    expect(await read()).toMatchObject({ status: "RUNNING", waiting: { videoIds: [expect.any(String)] } });
    await eventually(async () => (await read())!["status"] === "CANCELLED");
    expect(await read()).toMatchObject({ waiting: null });
  });
});

/** Also where it was aborted before, as for a transcript that is leased while the server stops. */
async function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, "abort");
  throw signal.reason;
}
