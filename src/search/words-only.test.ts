import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addReadyTranscript, ask } from "../testing/client/sample-session.ts";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const QUESTION = "How hot should the water for green tea be?";
const LIMIT_MS = 2000;

let server: TestServer;
let token: string;
let embed = async () => {};

beforeEach(() => {
  embed = async () => {};
});
beforeAll(async () => {
  const embedding = createFakeEmbedding({ before: () => embed() });
  server = await startTestServer({ dependencies: { embedding } });
  token = await server.openSession();
  await addReadyTranscript(server, token);
});
afterAll(async () => {
  await server?.close();
  await server?.database.drop();
});

const search = async () =>
  (await server.request(`{ search(query: "${QUESTION}") { text wordsOnly } }`, {}, token)).search;

/** The answer to a question, once it has ended. */
async function answer() {
  const id = await ask(server, token, QUESTION);
  const query = "query ($id: ID!) { answer(id: $id) { status text wordsOnly sources { text } } }";
  return eventually(async () => {
    const { answer: read } = await server.request(query, { id }, token);
    return read.status === "RUNNING" ? null : read;
  });
}

test("where the embedding model answers, nothing is found by words alone", async () => {
  expect((await search())[0].wordsOnly).toBe(false);
  expect(await answer()).toMatchObject({ status: "COMPLETED", wordsOnly: false });
});

test.each([
  ["fails", () => Promise.reject(new Error("503")), LIMIT_MS],
  // The limit of the wait itself is 1.8 s: some slack is for a machine that is busy.
  ["does not come back", () => new Promise<never>(() => {}), LIMIT_MS * 2],
])(
  "where the embedding model %s, words alone find hits and sources in time, and both say so",
  async (...row) => {
    const [, away, limitMs] = row;
    embed = away;
    const startedAt = performance.now();
    const [hits, answered] = await Promise.all([search(), answer()]);
    expect(performance.now() - startedAt).toBeLessThan(limitMs);
    expect(hits[0].text).toContain("eighty degrees");
    expect(hits.every((hit: { wordsOnly: boolean }) => hit.wordsOnly)).toBe(true);
    expect(answered).toMatchObject({ status: "COMPLETED", wordsOnly: true });
    expect(answered.text).toContain("eighty degrees");
    expect(answered.sources).not.toHaveLength(0);
  },
);
