import { describe, expect, test, vi } from "vitest";
import type { Session } from "../../sessions/session.ts";
import { onPostgreSQL } from "../../testing/database/test-database.ts";
import { createFakeTranscripts, fakeUrl } from "../../testing/fakes/fake-transcripts.ts";
import { createGate, fakeChat, type FakeChat } from "../../testing/fakes/fake-models.ts";
import { eventually } from "../../testing/eventually.ts";
import { openReadySession } from "../../testing/server/ready-session.ts";
import { startTestServices, type TestServices } from "../../testing/server/test-services.ts";
import type { Answer } from "../answer.ts";
import { answerEvents } from "../answer-events.ts";
import type { AnswerLogEvent } from "../log/events.ts";

const start = (chat: FakeChat, options: Parameters<typeof startTestServices>[0] = {}) =>
  startTestServices({ dependencies: { chat }, answerIntervals: { takeOverPollMs: 20 }, ...options });

const ask = (services: TestServices, session: Session, question = "How hot?") =>
  services.answers.ask(session, { question, videoIds: null, idempotencyKey: null });

const untilEnded = ({ answers }: TestServices, session: Session, id: string) =>
  eventually(async () => {
    const answer = await answers.find(session, id);
    return answer?.status !== "RUNNING" && answer;
  });

/** Reads an answer to its end. */
async function follow(services: TestServices, session: Session, id: string) {
  const names: string[] = [];
  let last: AnswerLogEvent | undefined;
  const events = await answerEvents(session, { id, after: null }, services);
  const ended = (async () => {
    for await (const event of events) {
      names.push(event.__typename);
      last = event;
    }
    return last!;
  })();
  ended.catch(() => {});
  await eventually(() => names.includes("AnswerStarted"));
  return { names, ended };
}

const rowsOf = async ({ query }: TestServices, id: string) => [
  ...(await query("select id from answers where id = ?", [id])),
  ...(await query("select id from answer_log where answer_id = ?", [id])),
];

const NOT_FOUND = { extensions: { code: "NOT_FOUND" } };

describe("an answer that is deleted", () => {
  test("is gone, counts no more, and cannot be deleted again", async () => {
    const services = await start(fakeChat({ pieces: ["Eighty degrees."] }));
    const session = await openReadySession(services);
    const [kept, deleted] = [await ask(services, session), await ask(services, session, "How long?")];
    for (const { id } of [kept, deleted]) await untilEnded(services, session, id);
    const publish = vi.spyOn(services.bus, "publish");
    expect(await services.answers.delete(session, deleted.id.toUpperCase())).toBe(deleted.id);
    // The embedded database then makes its space usable again.
    expect(publish.mock.calls.flat()).toContain("answers-deleted");
    expect(await services.answers.find(session, deleted.id)).toBeNull();
    expect(await rowsOf(services, deleted.id)).toEqual([]);
    await expect(services.answers.delete(session, deleted.id)).rejects.toMatchObject(NOT_FOUND);
    await expect(services.answers.cancel(session, deleted.id)).rejects.toMatchObject(NOT_FOUND);
    expect(await services.sessions.end(session)).toMatchObject({ answers: 1, videos: 1 });
  });

  test("is deleted once, by one of two calls at once", async () => {
    const services = await start(fakeChat({ pieces: ["Eighty degrees."] }));
    const session = await openReadySession(services);
    const { id } = await ask(services, session);
    const calls = await Promise.allSettled([1, 2].map(() => services.answers.delete(session, id)));
    expect(calls.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await rowsOf(services, id)).toEqual([]);
  });

  test("is not followed up by a question that comes later", async () => {
    const chat = fakeChat({ pieces: ["Eighty degrees."] });
    const services = await start(chat);
    const session = await openReadySession(services);
    const { id } = await ask(services, session, "How hot is the kumquat?");
    await untilEnded(services, session, id);
    await services.answers.delete(session, id);
    chat.play(["Three minutes."]);
    const next = await ask(services, session, "And how long?");
    await untilEnded(services, session, next.id);
    expect(JSON.stringify(chat.prompts)).not.toContain("kumquat");
  });
});

describe("an answer that is RUNNING when it is deleted", () => {
  test("is cancelled first, which its readers and its model are told", async () => {
    const chat = fakeChat({ pieces: ["Eighty ", createGate().wait, "degrees."] });
    const services = await start(chat);
    const session = await openReadySession(services);
    const { id } = await ask(services, session);
    const reader = await follow(services, session, id);
    await eventually(() => reader.names.includes("AnswerDelta"));
    await services.answers.delete(session, id);
    expect(await reader.ended).toMatchObject({
      __typename: "AnswerCancelled",
      lastKnown: { status: "CANCELLED", text: expect.stringContaining("Eighty") },
    });
    expect(chat.aborted).toBe(1);
    expect(await rowsOf(services, id)).toEqual([]);
  });

  test("is cancelled also while it waits, for its turn or for videos", async () => {
    const { fetchTranscript } = createFakeTranscripts((_, signal) => rejectWhenAborted(signal));
    const services = await start(fakeChat({ pieces: [createGate().wait] }), {
      env: { MAX_RUNNING_ANSWERS_PER_SESSION: "1" },
    });
    const session = await openReadySession(services);
    const answers = [await ask(services, session), await ask(services, session, "How long?")];
    const readers = await Promise.all(answers.map(({ id }) => follow(services, session, id)));
    expect(await services.answers.clear(session)).toEqual(answers.map(({ id }) => id));
    for (const { ended } of readers) expect(await ended).toMatchObject({ __typename: "AnswerCancelled" });
    await services.close();

    const waiting = await start(fakeChat({ pieces: ["Eighty."] }), {
      dependencies: { chat: fakeChat({ pieces: ["Eighty."] }), fetchTranscript },
    });
    const { session: other } = await waiting.sessions.getOrCreate(null);
    await waiting.videos.add(other, [fakeUrl(1)], null);
    const { id } = await ask(waiting, other);
    const reader = await follow(waiting, other, id);
    await eventually(() => reader.names.includes("AnswerWaiting"));
    expect(await waiting.answers.clear(other)).toEqual([id]);
    expect(await reader.ended).toMatchObject({ __typename: "AnswerCancelled" });
    expect(await rowsOf(waiting, id)).toEqual([]);
  });

  test("does not come back with what its run still stores, whichever is first", async () => {
    const services = await start(fakeChat({ pieces: ["Eighty degrees."] }));
    const session = await openReadySession(services);
    for (let round = 0; round < 10; round++) {
      const { id } = await ask(services, session, `How hot is it in round ${round}?`);
      const reader = await follow(services, session, id);
      if (round % 2) await eventually(() => reader.names.includes("AnswerDelta"));
      await services.answers.delete(session, id);
      expect(["AnswerCancelled", "AnswerCompleted"]).toContain((await reader.ended).__typename);
      expect(await rowsOf(services, id)).toEqual([]);
    }
    expect(await services.answers.clear(session)).toEqual([]);
  });

  test("is deleted though the process that ran it is lost, and its readers are told that it was cancelled", async () => {
    const services = await start(fakeChat({ pieces: [createGate().wait] }), {
      answerIntervals: { takeOverPollMs: 1_000_000, cancelWaitMs: 1 },
    });
    const session = await openReadySession(services);
    const { id } = await ask(services, session);
    const reader = await follow(services, session, id);
    // As if it were another's: the run here has no row to store anything in.
    await services.query("update answers set lease_id = gen_random_uuid() where id = ?", [id]);
    await services.answers.delete(session, id);
    const { lastKnown } = (await reader.ended) as { lastKnown: Answer };
    expect(lastKnown).toMatchObject({ id, status: "CANCELLED", question: "How hot?" });
    expect(await rowsOf(services, id)).toEqual([]);
  });

  test.runIf(onPostgreSQL)("is cancelled at another replica", async () => {
    const chat = fakeChat({ pieces: ["Eighty ", createGate().wait] });
    const one = await start(chat);
    const session = await openReadySession(one);
    const two = await start(fakeChat(), { database: one.testDatabase });
    const { id } = await ask(one, session);
    const readers = [await follow(one, session, id), await follow(two, session, id)];
    for (const { names } of readers) await eventually(() => names.includes("AnswerDelta"));
    expect(await two.answers.delete(session, id)).toBe(id);
    for (const { ended } of readers) expect(await ended).toMatchObject({ __typename: "AnswerCancelled" });
    expect(chat.aborted).toBe(1);
    expect(await rowsOf(one, id)).toEqual([]);
    await two.close();
  });
});

test("the end of a session is told to a reader whose answer left with it", async () => {
  const services = await start(fakeChat({ pieces: ["Eighty ", createGate().wait] }));
  const session = await openReadySession(services);
  const { id } = await ask(services, session);
  const reader = await follow(services, session, id);
  await services.sessions.end(session);
  await expect(reader.ended).rejects.toMatchObject({ extensions: { code: "UNAUTHENTICATED" } });
});

async function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  throw signal.reason;
}
