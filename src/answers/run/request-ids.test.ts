import { expect, it, onTestFinished, vi } from "vitest";
import { sessionHash } from "../../observability/log-mixin.ts";
import { followAnswer, readAnswer } from "../../testing/client/answer-reader.ts";
import { addReadyTranscript } from "../../testing/client/sample-session.ts";
import { createTestClient } from "../../testing/client/test-client.ts";
import { createTestDatabase } from "../../testing/database/test-database.ts";
import { eventually } from "../../testing/eventually.ts";
import { createRecordedLog } from "../../testing/logging/recorded-log.ts";
import { startOpenAIServer } from "../../testing/openai/openai-server.ts";
import { SHORT_LEASES } from "../../testing/server/short-leases.ts";
import { startServerProcess } from "../../testing/server/server-process.ts";
import { startTestServer } from "../../testing/server/test-server.ts";

// Each starts a process, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

it("a run that another server takes over tells the request that asked", async () => {
  const chunks = ["NO_ANSWER: ", ...Array.from({ length: 30 }, (_, index) => `word${index} `)];
  const openai = await startOpenAIServer({ always: { chunks, delayMs: 50 } });
  const database = await createTestDatabase();
  onTestFinished(async () => {
    await openai.close();
    await database.drop();
  });
  const env = { OPENAI_BASE_URL: openai.url };
  const first = startServerProcess({ ...database.env, ...env }, SHORT_LEASES);
  const url = await first.url();
  const client = createTestClient(url);
  onTestFinished(() => client.dispose());
  const token = await client.openSession();
  await addReadyTranscript(client, token);
  const asked = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
      "x-request-id": "asks-and-loses",
    },
    body: JSON.stringify({
      query: 'mutation { ask(question: "How hot should the water for green tea be?") { answer { id } } }',
    }),
  });
  const { data } = (await asked.json()) as { data: { ask: { answer: { id: string } } } };
  const { id } = data.ask.answer;
  const { reader } = followAnswer(client, id, token);
  await eventually(() => reader.text.includes("word2"));
  process.kill(first.pid, "SIGKILL");
  await first.ended;

  const log = createRecordedLog();
  const refusing = await startOpenAIServer({ always: { failure: { status: 400, message: "refused" } } });
  onTestFinished(() => refusing.close());
  const second = await startTestServer({
    env: { OPENAI_BASE_URL: refusing.url },
    database,
    logger: log.logger,
    answerIntervals: SHORT_LEASES,
  });
  await readAnswer(second, id, token);
  const { session } = await second.services.sessions.getOrCreate(token);
  const fields = { requestId: "asks-and-loses", answer: id, session: sessionHash(session.id) };
  expect(log.linesOf("Taking over an answer whose run was lost")).toEqual([expect.objectContaining(fields)]);
  expect(log.linesOf("The model failed")).toEqual([expect.objectContaining(fields)]);
  expect(log.linesOf("An answer has ended")).toEqual([
    expect.objectContaining({ ...fields, status: "FAILED", attempt: 2, code: "MODEL_REJECTED" }),
  ]);
});
