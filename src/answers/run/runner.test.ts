import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { eventually } from "../../testing/eventually.ts";
import { createGate, fakeChat, type FakeChat } from "../../testing/fakes/fake-models.ts";
import { createFakeEmbedding } from "../../testing/fakes/fake-embedding.ts";
import { addReadyTranscript, ask } from "../../testing/client/sample-session.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database/test-database.ts";
import { startTestServer, type TestServer } from "../../testing/server/test-server.ts";
import { createCheckpoints } from "./checkpoints.ts";

const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index} `);

const start = (chat: FakeChat, env: Record<string, string> = {}, database?: TestDatabase) =>
  startTestServer({
    env,
    dependencies: { chat, embedding: createFakeEmbedding() },
    ...(database ? { database } : {}),
  });

async function newSession(server: TestServer): Promise<string> {
  const token = await server.openSession();
  await addReadyTranscript(server, token);
  return token;
}

const answerOf = async (server: TestServer, id: string, token: string) =>
  (
    await server.request(
      `query ($id: ID!) { answer(id: $id) { status text failure { message } } }`,
      { id },
      token,
    )
  ).answer;

describe("a server that stops amid an answer", () => {
  test("leaves it to the next, however often: that is no crash", async () => {
    const database = await createTestDatabase();
    const env = { ANSWER_MAX_ATTEMPTS: "1" };
    const first = await start(fakeChat({ pieces: words(1000), delayMs: 50 }), env, database);
    const token = await newSession(first);
    const id = await ask(first, token, "How hot?");
    await sleep(300);
    await first.close();
    const second = await start(fakeChat({ pieces: words(1000), delayMs: 50 }), env, database);
    await eventually(async () => (await answerOf(second, id, token)).text !== "");
    await second.close();
    const third = await start(fakeChat({ pieces: ["Eighty degrees."] }), env, database);
    await eventually(async () => (await answerOf(third, id, token)).status !== "RUNNING");
    expect(await answerOf(third, id, token)).toMatchObject({ status: "COMPLETED", failure: null });
    await third.close();
    await database.drop();
  }, 60_000);

  test("takes questions until it has stopped, for the next to answer", async () => {
    const database = await createTestDatabase();
    const env = { ANSWER_MAX_ATTEMPTS: "1" };
    const chat = fakeChat();
    const first = await start(chat, env, database);
    const token = await newSession(first);
    const stopping = first.services.stop(0);
    const id = await ask(first, token, "How hot?");
    await stopping;
    await first.close();
    expect(chat.prompts).toEqual([]);
    const second = await start(fakeChat({ pieces: ["Eighty degrees."] }), env, database);
    await eventually(async () => (await answerOf(second, id, token)).status === "COMPLETED");
    await second.close();
    await database.drop();
  }, 60_000);
});

describe("checkpoints", () => {
  test.each(["old first", "new first"])("know two runs of one answer apart, %s", async (order) => {
    const server = await start(fakeChat({ pieces: ["x"] }));
    const token = await newSession(server);
    const answerId = await ask(server, token, "How hot?");
    await eventually(async () => (await answerOf(server, answerId, token)).status === "COMPLETED");
    const { database } = server.services;
    const lapsed = { answerId, leaseId: randomUUID(), attempt: 1 };
    const present = { answerId, leaseId: randomUUID(), attempt: 2 };
    await database.fork().execute(
      `update answers set status = 'RUNNING', attempt = 2, lease_id = ?,
           lease_until = now() + interval '1 minute' where id = ?`,
      [present.leaseId, answerId],
    );
    const checkpoints = createCheckpoints(database);
    const store = (lease: typeof lapsed, text: string) =>
      checkpoints.checkpoint(lease, { text, citations: [], sourceIds: [] });
    const both =
      order === "old first"
        ? [store(lapsed, "old"), store(present, "new")]
        : [store(present, "new"), store(lapsed, "old")].toReversed();
    expect(await Promise.all(both)).toEqual(["lost", "held"]);
    const rows = await database.fork().execute(`select text from answers where id = ?`, [answerId]);
    expect(rows).toEqual([{ text: "new" }]);
  });
});

describe("the limit of answers that are written at a time", () => {
  test("refuses one more, says when to come back, and knows a question that was asked before", async () => {
    const gate = createGate();
    const chat = fakeChat({ pieces: ["one ", gate.wait] });
    const server = await start(chat, { MAX_RUNNING_ANSWERS_PER_SESSION: "3" });
    const token = await newSession(server);
    const asks = Array.from(
      { length: 5 },
      (_, index) => `a${index}: ask(question: "How hot?", idempotencyKey: "${index}") { answer { id } }`,
    );
    const { data, errors } = await server.execute(`mutation { ${asks.join(" ")} }`, {}, token);
    expect(data).toBeNull();
    expect(errors!.map(({ extensions }) => extensions)).toContainEqual({
      code: "RATE_LIMITED",
      retryAfterMs: expect.any(Number),
    });
    await eventually(() => chat.prompts.length === 3);
    const again = await server.execute(`mutation { ${asks[0]} }`, {}, token);
    expect(again.data!["a0"].answer.id).toEqual(expect.any(String));
    const other = await newSession(server);
    await ask(server, other, "How hot?");
    gate.open();
    await eventually(
      async () => (await answerOf(server, again.data!["a0"].answer.id, token)).status === "COMPLETED",
    );
    await ask(server, token, "And now?");
  });
});
