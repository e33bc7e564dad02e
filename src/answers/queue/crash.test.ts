import { beforeAll, describe, expect, test, vi } from "vitest";
import { followAnswer, readAnswer, type AnswerReader } from "../../testing/client/answer-reader.ts";
import { addReadyTranscript, ask } from "../../testing/client/sample-session.ts";
import { createTestClient } from "../../testing/client/test-client.ts";
import { createTestDatabase, onPostgreSQL, type TestDatabase } from "../../testing/database/test-database.ts";
import { eventually } from "../../testing/eventually.ts";
import { startOpenAIServer } from "../../testing/openai/openai-server.ts";
import { SHORT_LEASES } from "../../testing/server/short-leases.ts";
import { startServerProcess } from "../../testing/server/server-process.ts";
import { startTestServer, type TestServer } from "../../testing/server/test-server.ts";

const TEXT = Array.from({ length: 20 }, (_, index) => `word${index}`).join(" ");
const QUESTIONS = [
  "How hot should the water for green tea be?",
  "How long does black tea take?",
  "Why is the pot warmed first?",
  "When does the milk go in?",
];

// Starts processes, which takes long on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

let openai: Awaited<ReturnType<typeof startOpenAIServer>>;
let database: TestDatabase;
beforeAll(async () => {
  // A question that is to be rewritten after the one before stays as it is.
  const text = (messages: { content: string }[]) =>
    /Last question: (.*)$/.exec(messages.at(-1)!.content)?.[1] ?? `NO_ANSWER: ${TEXT}`;
  openai = await startOpenAIServer({ always: { text, delayMs: 10 } });
  // The answer that is being written does not end by itself.
  openai.behave({ on: "chat", hangAfter: 12 });
  database = await createTestDatabase();
  return async () => {
    await openai.close();
    await database.drop();
  };
});

const env = () => ({
  OPENAI_BASE_URL: openai.url,
  OPENAI_EMBEDDING_MODEL: "embedded",
  MAX_RUNNING_ANSWERS_PER_SESSION: "1",
});

async function startProcess() {
  const process = startServerProcess({ ...database.env, LOG_LEVEL: "warn", ...env() }, SHORT_LEASES);
  return { process, client: createTestClient(await process.url()) };
}

const startServer = () => startTestServer({ env: env(), answerIntervals: SHORT_LEASES, database });

/** The questions that the model was asked to answer, in order. */
const askedOfModel = () =>
  openai.requests
    .map(({ body }) => (body["messages"] as { content: string }[] | undefined)?.at(-1)!.content ?? "")
    .flatMap((prompt) => /^Question: (.*)$/m.exec(prompt)?.[1] ?? []);

describe("when the process is killed in which one answer is written and others of its session wait", () => {
  test("every answer ends, in order, whole and once", async () => {
    const first = await startProcess();
    const standby: TestServer | null = onPostgreSQL ? await startServer() : null;
    const token = await first.client.openSession();
    await addReadyTranscript(first.client, token);
    const ids: string[] = [];
    for (const question of QUESTIONS) ids.push(await ask(first.client, token, question));
    const before = ids.map((id) => followAnswer(first.client, id, token).reader);
    await eventually(() => before[0]!.text.length > 20);
    await eventually(() => before.slice(1).every(({ names }) => names.includes("AnswerQueued")));
    await first.process.stop("SIGKILL");
    expect(askedOfModel()).toEqual([QUESTIONS[0]]);

    const second = standby ?? (await startServer());
    // Readers come back with the cursor that they had, and have what they had read.
    const readOn = async (reader: AnswerReader, id: string) => {
      const { events } = await readAnswer(second, id, token, reader.cursor);
      for (const event of events) reader.apply(event);
    };
    await Promise.all(before.map((reader, at) => readOn(reader, ids[at]!)));
    for (const [at, { text, names }] of before.entries()) {
      expect(text).toBe(TEXT);
      expect(names.filter((name) => name === "AnswerCompleted")).toHaveLength(1);
      expect(names.at(-1)).toBe("AnswerCompleted");
      expect(names.includes("AnswerRestarted")).toBe(at === 0);
    }
    expect(askedOfModel()).toEqual([QUESTIONS[0], ...QUESTIONS]);

    const { session } = await second.request(
      `{ session { answers(last: 10) { edges { node { question status text createdAt finishedAt } } } } }`,
      {},
      token,
    );
    const answers = session.answers.edges.map(({ node }: { node: unknown }) => node);
    expect(answers).toMatchObject(
      QUESTIONS.map((question) => ({ question, status: "COMPLETED", text: TEXT })),
    );
    const ends = answers.map(({ finishedAt }: { finishedAt: string }) => Date.parse(finishedAt));
    expect(ends).toEqual(ends.toSorted((one: number, other: number) => one - other));
    const rows = await second.services.database
      .fork()
      .execute<{ attempt: number }[]>(`select attempt from answers order by id`);
    expect(rows.map(({ attempt }) => attempt)).toEqual([2, 1, 1, 1]);
    const left = await second.services.database.fork().execute(`select answer_id from answer_log`);
    expect(left).toEqual([]);
    await second.close();
  });
});
