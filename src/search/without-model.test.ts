import { expect, onTestFinished, test } from "vitest";
import { addReadyTranscript, ask } from "../testing/client/sample-session.ts";
import { createTestDatabase } from "../testing/database/test-database.ts";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const QUESTION = "How hot should the water for green tea be?";

const search = async (server: TestServer, token: string) =>
  (await server.request(`{ search(query: "${QUESTION}") { text wordsOnly } }`, {}, token)).search;

/** The answer to the question, once it has ended. */
async function answer(server: TestServer, token: string) {
  const id = await ask(server, token, QUESTION);
  const query = "query ($id: ID!) { answer(id: $id) { status text wordsOnly } }";
  return eventually(async () => {
    const { answer: read } = await server.request(query, { id }, token);
    return read.status !== "RUNNING" && read;
  });
}

test("a server without an embedding model says so, and searches by words until a later one has a model", async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const first = await startTestServer({ dependencies: { embedding: null, chat: null }, database });
  const { server: info } = await first.request("{ server { embeddingModel } }");
  expect(info).toEqual({ embeddingModel: "none" });
  const token = await first.openSession();
  await addReadyTranscript(first, token);
  const hits = await search(first, token);
  expect(hits[0]).toEqual({ text: expect.stringContaining("eighty degrees"), wordsOnly: true });
  const answered = await answer(first, token);
  expect(answered).toMatchObject({ status: "COMPLETED", wordsOnly: true });
  expect(answered.text).toContain("eighty degrees");
  await first.close();

  const embedding = createFakeEmbedding();
  const later = await startTestServer({ dependencies: { embedding, chat: null }, database });
  const models = "select embedding_model as model from transcripts where lease_id is null";
  await eventually(async () => {
    const [row] = await later.services.database.fork().execute<{ model: string | null }[]>(models);
    return row?.model === embedding.name;
  });
  expect(embedding.calls.flat().join()).toContain("eighty degrees");
  expect((await search(later, token))[0]).toMatchObject({ wordsOnly: false });
  // The model goes again: what it embedded stays, and is searched by words.
  await later.close();
  const last = await startTestServer({ dependencies: { embedding: null, chat: null }, database });
  expect((await search(last, token))[0]).toMatchObject({ wordsOnly: true });
  expect(await last.services.database.fork().execute(models)).toEqual([{ model: embedding.name }]);
});
