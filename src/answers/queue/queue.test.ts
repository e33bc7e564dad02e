import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { followAnswer, readAnswer, type AnswerReader } from "../../testing/client/answer-reader.ts";
import { addReadyTranscript, ask } from "../../testing/client/sample-session.ts";
import { onPostgreSQL, type TestDatabase } from "../../testing/database/test-database.ts";
import { eventually } from "../../testing/eventually.ts";
import { createFakeEmbedding } from "../../testing/fakes/fake-embedding.ts";
import { createFakeTranscripts, fakeUrl } from "../../testing/fakes/fake-transcripts.ts";
import { startTestServer, type TestServer } from "../../testing/server/test-server.ts";
import type { ChatModel } from "../../models/chat.ts";

const ASK = `mutation ($question: String!, $key: String) { ask(question: $question, idempotencyKey: $key) { answer { id } } }`;
const CANCEL = `mutation ($id: ID!) { cancelAnswer(id: $id) { answer { status } } }`;

// Each starts servers, which takes long on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

/** A model each of whose answers comes once it is let go; `asked`: what it was asked, in order. */
function createHeldChat() {
  const held = new Map<string, () => void>();
  const asked: string[] = [];
  let atOnce = 0;
  const chat: ChatModel & { mostAtOnce: number } = {
    name: "held-chat",
    mostAtOnce: 0,
    async complete(messages, { onText }, signal) {
      const { content } = messages.at(-1)!;
      const [, question] = /^Question: (.*)$/m.exec(content) ?? [];
      if (question === undefined) {
        // The question is to be rewritten, after others.
        onText(/Last question: (.*)$/.exec(content)![1]!);
        return { promptTokens: 1, completionTokens: 1 };
      }
      asked.push(question);
      chat.mostAtOnce = Math.max(chat.mostAtOnce, ++atOnce);
      try {
        await new Promise<void>((resolve, reject) => {
          const abort = () => reject(signal.reason as Error);
          if (signal.aborted) return abort();
          signal.addEventListener("abort", abort, { once: true });
          held.set(question, resolve);
        });
        onText("NO_ANSWER: None.");
      } finally {
        atOnce--;
      }
      return { promptTokens: 1, completionTokens: 1 };
    },
  };
  return {
    chat,
    asked,
    untilAsked: (...questions: string[]) =>
      eventually(() => questions.every((question) => asked.includes(question)), { withinMs: 30_000 }),
    letGo: (question: string) => held.get(question)!(),
  };
}

let model: ReturnType<typeof createHeldChat>;
let servers: TestServer[];
beforeEach(() => {
  model = createHeldChat();
  servers = [];
});
afterEach(() => {
  // Whatever a failed test has left.
  for (const question of model.asked) model.letGo(question);
});

async function start(env: Record<string, string> = {}, { chat = model.chat, database }: Started = {}) {
  const server = await startTestServer({
    env: { MAX_RUNNING_ANSWERS_PER_SESSION: "2", ...env },
    dependencies: {
      chat,
      embedding: createFakeEmbedding(),
      fetchTranscript: createFakeTranscripts().fetchTranscript,
    },
    answerIntervals: { takeOverPollMs: 50, leaseMs: 4000 },
    ...(database && { database }),
  });
  servers.push(server);
  return server;
}
type Started = { chat?: ChatModel; database?: TestDatabase };

async function openSession(server: TestServer) {
  const token = await server.openSession();
  await addReadyTranscript(server, token);
  return token;
}

const placesOf = ({ events }: AnswerReader): number[] =>
  events.filter(({ __typename }) => __typename === "AnswerQueued").map(({ place }) => place);
const untilPlace = (reader: AnswerReader, place: number) =>
  eventually(() => placesOf(reader).at(-1) === place, { withinMs: 30_000 });
const questionOf = (label: string) => `What about ${label}?`;
const askFor = (server: TestServer, token: string, label: string) => ask(server, token, questionOf(label));
const untilAsked = (...labels: string[]) => model.untilAsked(...labels.map(questionOf));
const letGo = (label: string) => model.letGo(questionOf(label));

async function statusOf(server: TestServer, id: string, token: string): Promise<string> {
  return (await server.request(`query ($id: ID!) { answer(id: $id) { status } }`, { id }, token)).answer
    .status;
}

describe("further answers of a session than may be written at a time", () => {
  test("wait their turn in the order of asking, and are told their place whenever it changes", async () => {
    const server = await start({ METRICS_PORT: "0" });
    const token = await openSession(server);
    const ids = [];
    for (const label of ["a1", "a2", "a3", "a4"]) ids.push(await askFor(server, token, label));
    await untilAsked("a1", "a2");
    const [third, fourth] = ids.slice(2).map((id) => followAnswer(server, id, token));
    await untilPlace(third!.reader, 1);
    await untilPlace(fourth!.reader, 2);
    expect(await statusOf(server, ids[3]!, token)).toBe("RUNNING");
    expect(model.asked).toHaveLength(2);
    const metrics = await (await fetch(server.metricsUrl!)).text();
    expect(metrics).toMatch(/^video_rag_answers_running 2$/m);
    expect(metrics).toMatch(/^video_rag_answers_queued 2$/m);
    const [started, queued] = fourth!.reader.events;
    expect(queued.cursor).toBe(started.cursor);

    letGo("a2");
    await untilAsked("a3");
    await untilPlace(fourth!.reader, 1);
    const resumed = followAnswer(server, ids[3]!, token, fourth!.reader.cursor);
    await untilPlace(resumed.reader, 1);
    for (const label of ["a1", "a3"]) letGo(label);
    await untilAsked("a4");
    letGo("a4");
    const read = (await fourth!.ended).names.filter((name, at, names) => name !== names[at - 1]);
    expect(read).toEqual([
      "AnswerStarted",
      "AnswerQueued",
      "AnswerSources",
      "AnswerDelta",
      "AnswerCompleted",
    ]);
    expect(placesOf(fourth!.reader)).toEqual([2, 1]);
    expect((await resumed.ended).names.slice(0, 2)).toEqual(["AnswerQueued", "AnswerSources"]);
    expect((await readAnswer(server, ids[3]!, token)).names).not.toContain("AnswerQueued");
    expect(model.chat.mostAtOnce).toBe(2);
    const rows = await server.services.database
      .fork()
      .execute<{ attempt: number }[]>(`select attempt from answers`);
    expect(rows.map(({ attempt }) => attempt)).toEqual([1, 1, 1, 1]);
  });

  test("hold nobody of another session up", async () => {
    const server = await start({ MAX_RUNNING_ANSWERS: "2", MAX_RUNNING_ANSWERS_PER_SESSION: "2" });
    const [one, two] = [await openSession(server), await openSession(server)];
    for (let count = 1; count <= 10; count++) await askFor(server, one, `a${count}`);
    await untilAsked("a1", "a2");
    const others = [await askFor(server, two, "b1"), await askFor(server, two, "b2")];
    const followed = followAnswer(server, others[1]!, two);
    await eventually(() => placesOf(followed.reader).length > 0, { withinMs: 30_000 });
    expect(placesOf(followed.reader)[0]).toBeLessThanOrEqual(4);
    letGo("a1");
    await eventually(() => model.asked.length === 3, { withinMs: 30_000 });
    letGo("a2");
    await eventually(() => model.asked.length === 4, { withinMs: 30_000 });
    // One of each: turns go round the sessions.
    expect(model.asked.slice(2)).toContain(questionOf("b1"));
    expect(model.chat.mostAtOnce).toBe(2);
  });

  test("are refused with when to come back once too many wait, and nothing is stored", async () => {
    const server = await start({ MAX_WAITING_ANSWERS_PER_SESSION: "1", MAX_WAITING_ANSWERS: "1" });
    const [one, two] = [await openSession(server), await openSession(server)];
    const send = (label: string, token: string, key: string | null = null) =>
      server.execute(ASK, { question: questionOf(label), key }, token);
    const first = (await send("a1", one, "k1")).data.ask.answer.id;
    for (const label of ["a2", "a3"]) await askFor(server, one, label);
    expect((await send("a4", one, "k4")).errors![0]!.extensions).toEqual({
      code: "RATE_LIMITED",
      limit: "MAX_WAITING_ANSWERS_PER_SESSION",
      retryAfterMs: expect.any(Number),
    });
    expect((await send("a1", one, "k1")).data.ask.answer.id).toBe(first);
    for (const label of ["b1", "b2"]) await askFor(server, two, label);
    expect((await send("b3", two)).errors![0]!.extensions).toEqual({
      code: "UNAVAILABLE",
      retryAfterMs: expect.any(Number),
    });
    const { answers } = (
      await server.request(`{ session { answers(last: 10) { edges { node { question } } } } }`, {}, one)
    ).session;
    expect(answers.edges).toHaveLength(3);
  });
});

describe("an answer that waits for a free run", () => {
  /** One answer that is written, and one that waits behind it. */
  async function queueOne(env: Record<string, string> = {}) {
    const server = await start({ MAX_RUNNING_ANSWERS_PER_SESSION: "1", ...env });
    const token = await openSession(server);
    const written = await askFor(server, token, "a1");
    await untilAsked("a1");
    const id = await askFor(server, token, "a2");
    const followed = followAnswer(server, id, token);
    await untilPlace(followed.reader, 1);
    return { server, token, written, id, ...followed };
  }

  test("ends at once with cancelAnswer", async () => {
    const { server, token, id, ended } = await queueOne();
    const last = await askFor(server, token, "a3");
    const behind = followAnswer(server, last, token);
    await untilPlace(behind.reader, 2);
    expect((await server.request(CANCEL, { id }, token)).cancelAnswer.answer.status).toBe("CANCELLED");
    expect((await ended).names).toEqual([
      "AnswerStarted",
      "AnswerQueued",
      "AnswerSources",
      "AnswerCancelled",
    ]);
    await untilPlace(behind.reader, 1);
    letGo("a1");
    await untilAsked("a3");
    expect(model.asked).not.toContain(questionOf("a2"));
  });

  test("ends with its session, by endSession and by expiry", async () => {
    const { server, token, ended, reader } = await queueOne();
    await server.request(`mutation { endSession { sessionId } }`, {}, token);
    await ended.catch(() => {});
    expect(reader.names).toEqual(["AnswerStarted", "AnswerQueued"]);

    const other = await openSession(server);
    for (const label of ["b1", "b2"]) await askFor(server, other, label);
    await untilAsked("b1");
    const em = server.services.database.fork();
    await em.execute(`update sessions set expires_at = now()`);
    const left = () =>
      em.execute<{ status: string }[]>(`select status from answers where question = ?`, [questionOf("b2")]);
    await eventually(async () => (await left())[0]!.status === "CANCELLED");
    letGo("b1");
    expect(model.asked).not.toContain(questionOf("b2"));
  });

  test("is left to the next when its server stops, loses no place and counts no attempt", async () => {
    const { server, token, written, id } = await queueOne({ ANSWER_MAX_ATTEMPTS: "1" });
    const further = await askFor(server, token, "a3");
    await server.close();
    const next = await start(
      { MAX_RUNNING_ANSWERS_PER_SESSION: "1", ANSWER_MAX_ATTEMPTS: "1" },
      { database: server.database },
    );
    const ends = [written, id, further].map((each) => readAnswer(next, each, token));
    for (const [at, label] of ["a1", "a2", "a3"].entries()) {
      await eventually(() => model.asked[at + 1] === questionOf(label), { withinMs: 30_000 });
      letGo(label);
    }
    for (const end of ends) expect((await end).names.at(-1)).toBe("AnswerCompleted");
    expect(model.asked.map((question) => question.slice(-3, -1))).toEqual(["a1", "a1", "a2", "a3"]);
    await next.close();
  });

  test("comes after a wait for videos, which holds no run", async () => {
    const server = await start({ MAX_RUNNING_ANSWERS_PER_SESSION: "1", INGEST_CONCURRENCY: "1" });
    const token = await server.openSession();
    await server.request(
      `mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { video { id } } } }`,
      { urls: [fakeUrl(1)] },
      token,
    );
    const ids = [await askFor(server, token, "a1"), await askFor(server, token, "a2")];
    const followed = ids.map((id) => followAnswer(server, id, token));
    // Their videos are ready for both at once.
    await eventually(() => model.asked.length === 1, { withinMs: 30_000 });
    const [first, second] = model.asked[0] === questionOf("a1") ? ["a1", "a2"] : ["a2", "a1"];
    const { reader } = followed[second === "a2" ? 1 : 0]!;
    await untilPlace(reader, 1);
    letGo(first!);
    await untilAsked(second!);
    letGo(second!);
    for (const { ended } of followed) expect((await ended).names.at(-1)).toBe("AnswerCompleted");
    expect(reader.names).not.toContain("AnswerRestarted");
    expect(model.chat.mostAtOnce).toBe(1);
  });
});

describe("without limits", () => {
  test("nothing waits", async () => {
    const server = await start({
      MAX_RUNNING_ANSWERS_PER_SESSION: "0",
      MAX_RUNNING_ANSWERS: "0",
    });
    const token = await openSession(server);
    const labels = Array.from({ length: 8 }, (_, at) => `a${at}`);
    for (const label of labels) await askFor(server, token, label);
    await untilAsked(...labels);
    expect(model.chat.mostAtOnce).toBe(8);
    for (const label of labels) letGo(label);
  });
});

describe("questions that come at once", () => {
  test("are written as many at a time as may be, and each once", async () => {
    const server = await start({ MAX_RUNNING_ANSWERS: "3", MAX_RUNNING_ANSWERS_PER_SESSION: "2" });
    const tokens = [await openSession(server), await openSession(server), await openSession(server)];
    const labels = tokens.flatMap((_, session) =>
      Array.from({ length: 6 }, (__, count) => `s${session}q${count}`),
    );
    await Promise.all(labels.map((label) => askFor(server, tokens[Number(label[1])]!, label)));
    for (let ended = 0; ended < labels.length; ended++) {
      const question = await eventually(() => model.asked[ended], { withinMs: 30_000 });
      model.letGo(question);
    }
    expect(model.asked.toSorted()).toEqual(labels.map(questionOf).toSorted());
    expect(model.chat.mostAtOnce).toBeLessThanOrEqual(3);
  });
});

describe.runIf(onPostgreSQL)("on several replicas", () => {
  test("a session has its limit once, and what one has no run for another begins", async () => {
    const env = { MAX_RUNNING_ANSWERS_PER_SESSION: "2", MAX_RUNNING_ANSWERS: "1" };
    const first = await start(env);
    const second = await start(env, { database: first.database });
    const token = await openSession(first);
    const ids = [];
    for (const label of ["a1", "a2", "a3"]) ids.push(await askFor(first, token, label));
    await untilAsked("a1", "a2");
    const { reader, ended } = followAnswer(second, ids[2]!, token);
    await untilPlace(reader, 1);
    letGo("a1");
    await untilAsked("a3");
    expect(model.chat.mostAtOnce).toBe(2);
    for (const label of ["a2", "a3"]) letGo(label);
    expect((await ended).names.at(-1)).toBe("AnswerCompleted");
    await second.close();
  });
});
