import { beforeAll, expect, test } from "vitest";
import { readAnswer } from "../testing/client/answer-reader.ts";
import { addReadyTranscript, ask } from "../testing/client/sample-session.ts";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { createGate, fakeChat } from "../testing/fakes/fake-models.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const QUESTION = "How hot should the water for green tea be?";
const WATER = "Green tea wants water of eighty degrees [1].";

const chat = fakeChat();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dependencies: { chat, embedding: createFakeEmbedding() } });
  return async () => {
    await server.close();
    await server.database.drop();
  };
});

const read = async (client: TestServer, id: string, token: string) =>
  (await client.request(`query ($id: ID!) { answer(id: $id) { status confidence grounded } }`, { id }, token))
    .answer;

async function askAbout(question: string) {
  const token = await server.openSession();
  await addReadyTranscript(server, token);
  return { token, id: await ask(server, token, question) };
}

test.each([
  [[WATER], { confidence: "SURE", grounded: true }],
  [["Bananas are yellow [1]."], { confidence: "UNSURE", grounded: false }],
  [["NO_ANSWER: The videos do not say."], { confidence: "NOT_FOUND", grounded: false }],
])("the answer %j ends as %o, in its last event and in its row", async (pieces, ended) => {
  chat.play(pieces);
  const { token, id } = await askAbout(QUESTION);
  const { events } = await readAnswer(server, id, token);
  expect(events.at(-1)).toMatchObject({
    __typename: "AnswerCompleted",
    answer: { status: "COMPLETED", ...ended },
  });
  expect(await read(server, id, token)).toEqual({ status: "COMPLETED", ...ended });
});

test("an answer says nothing of it before it is COMPLETED, nor where it is CANCELLED or FAILED", async () => {
  const nothing = { confidence: null, grounded: null };
  chat.play([WATER, createGate().wait]);
  const { token, id } = await askAbout(QUESTION);
  await eventually(() => chat.prompts.length === 1);
  expect(await read(server, id, token)).toEqual({ status: "RUNNING", ...nothing });
  await server.request(`mutation ($id: ID!) { cancelAnswer(id: $id) { answer { id } } }`, { id }, token);
  expect(await read(server, id, token)).toEqual({ status: "CANCELLED", ...nothing });

  const empty = await server.openSession();
  const failed = await ask(server, empty, QUESTION);
  await readAnswer(server, failed, empty);
  expect(await read(server, failed, empty)).toEqual({ status: "FAILED", ...nothing });
});
