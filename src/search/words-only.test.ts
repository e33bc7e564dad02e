import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addReadyTranscript, ask } from "../testing/client/sample-session.ts";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { createGate, fakeChat } from "../testing/fakes/fake-models.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const QUESTION = "How hot should the water for green tea be?";

let server: TestServer;
let token: string;
let embed: () => Promise<void>;
const chat = fakeChat();

beforeAll(async () => {
  const embedding = createFakeEmbedding({ before: () => embed() });
  server = await startTestServer({ dependencies: { embedding, chat } });
});
afterAll(async () => {
  await server?.close();
  await server?.database.drop();
});
beforeEach(async () => {
  embed = async () => {};
  chat.play(["Green tea wants eighty degrees [1]."]);
  token = await server.openSession();
  await addReadyTranscript(server, token);
});

const search = async () =>
  (await server.request(`{ search(query: "${QUESTION}") { text wordsOnly } }`, {}, token)).search;

const read = async (id: string) => {
  const query = "query ($id: ID!) { answer(id: $id) { status text wordsOnly sources { text } } }";
  return (await server.request(query, { id }, token)).answer;
};

/** The answer to the question, once it has ended. */
async function answer() {
  const id = await ask(server, token, QUESTION);
  await eventually(async () => (await read(id)).status !== "RUNNING");
  return read(id);
}

test("where the embedding model answers, nothing is found by words alone", async () => {
  expect((await search())[0].wordsOnly).toBe(false);
  expect(await answer()).toMatchObject({ status: "COMPLETED", wordsOnly: false });
});

test.each([
  ["fails", () => Promise.reject(new Error("503"))],
  ["does not come back", () => new Promise<never>(() => {})],
])("where the embedding model %s, words alone find hits and sources, and both say so", async (...row) => {
  [, embed] = row;
  const [hits, answered] = await Promise.all([search(), answer()]);
  expect(hits[0].text).toContain("eighty degrees");
  expect(hits.every((hit: { wordsOnly: boolean }) => hit.wordsOnly)).toBe(true);
  expect(answered).toMatchObject({ status: "COMPLETED", wordsOnly: true });
  expect(answered.text).toBe("Green tea wants eighty degrees [1].");
  expect(answered.sources).not.toHaveLength(0);
});

test("an answer that was cancelled says so too", async () => {
  embed = () => Promise.reject(new Error("503"));
  chat.play(["Green tea wants", createGate().wait]);
  const id = await ask(server, token, QUESTION);
  await eventually(async () => (await read(id)).text !== "");
  const cancel = "mutation ($id: ID!) { cancelAnswer(id: $id) { answer { status wordsOnly } } }";
  const { cancelAnswer } = await server.request(cancel, { id }, token);
  expect(cancelAnswer.answer).toEqual({ status: "CANCELLED", wordsOnly: true });
});
