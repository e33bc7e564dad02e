import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const UPLOAD = `mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }`;
const VIDEO = `query ($id: ID!) { video(id: $id) { status all: suggestedQuestions(first: 10)
  one: suggestedQuestions(first: 1) usual: suggestedQuestions } }`;

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer({ dependencies: { embedding: createFakeEmbedding() } });
  token = await server.openSession();
});
afterAll(async () => {
  await server.close();
  await server.database.drop();
});

async function upload(lines: string[]): Promise<string> {
  const content = lines.map((line, at) => `0:${String(at * 5).padStart(2, "0")} ${line}`).join("\n");
  const input = { title: "A talk", format: "TEXT", content, language: "en" };
  return (await server.request(UPLOAD, { input }, token)).addTranscript.video.id;
}

const untilReady = (id: string) =>
  eventually(async () => {
    const { video } = await server.request(VIDEO, { id }, token);
    return video.status === "READY" && (video as { all: string[]; one: string[]; usual: string[] });
  });

test("a video has the questions that were made of it at ingest, the best first", async () => {
  const { all, one, usual } = await untilReady(
    await upload([
      "A glacier is a large body of ice that moves under its own weight.",
      "Glaciers look blue because dense ice absorbs the red light.",
      "The difference between glaciers and icebergs is that icebergs swim in the sea.",
      "Permafrost means that the ground stays frozen for at least two years.",
      "Bronze is made of copper and a little tin.",
    ]),
  );
  expect(all).toContain("What is the difference between glaciers and icebergs?");
  expect(all.length).toBeGreaterThan(1);
  expect(one).toEqual(all.slice(0, 1));
  expect(usual).toEqual(all.slice(0, 3));
});

test("a video that explains nothing has none", async () => {
  const { all } = await untilReady(await upload(["Hello and welcome back.", "Thank you for watching."]));
  expect(all).toEqual([]);
});

test.each([0, 11])("first: %i is BAD_USER_INPUT", async (first) => {
  const id = await upload(["Hello and welcome back."]);
  await untilReady(id);
  const query = `query ($id: ID!, $first: Int) { video(id: $id) { suggestedQuestions(first: $first) } }`;
  await expect(server.request(query, { id, first }, token)).rejects.toMatchObject({
    message: expect.stringContaining("10"),
  });
});
