import { beforeAll, expect, test } from "vitest";
import { readAnswer } from "../../testing/client/answer-reader.ts";
import { addReadyTranscript, ask, SAMPLE } from "../../testing/client/sample-session.ts";
import { eventually } from "../../testing/eventually.ts";
import { createFakeEmbedding } from "../../testing/fakes/fake-embedding.ts";
import { createGate, fakeChat } from "../../testing/fakes/fake-models.ts";
import { startTestServer, type TestServer } from "../../testing/server/test-server.ts";

const QUESTION = "How hot should the water for green tea be?";
const WATER = "Green tea wants water of eighty degrees [1].\n[evil](https://evil.example)";
const LINK = /\[\\\[1\\\]\]\(https:\/\/www\.youtube\.com\/watch\?v=aqz-KE-bpKQ&t=\d+s\)/;

const chat = fakeChat();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dependencies: { chat, embedding: createFakeEmbedding() } });
  return async () => {
    await server.close();
    await server.database.drop();
  };
});

async function newSession() {
  const token = await server.openSession();
  const input = { ...SAMPLE, title: "Tea [a](b)", url: "https://youtu.be/aqz-KE-bpKQ" };
  const videoId = await addReadyTranscript(server, token, input);
  return { token, videoId };
}
const read = async (id: string, token: string) =>
  (await server.request(`query ($id: ID!) { answer(id: $id) { status markdown } }`, { id }, token)).answer;

test("an answer has its Markdown while it is written, and when its video is removed", async () => {
  const { token, videoId } = await newSession();
  const middle = createGate();
  chat.play([WATER, " ", middle.wait, "And that is all."]);
  const id = await ask(server, token, QUESTION);
  const early = await eventually(async () => {
    const answer = await read(id, token);
    return answer.markdown.includes("evil") && answer;
  });
  expect(early.status).toBe("RUNNING");
  expect(early.markdown).toMatch(LINK);
  middle.open();
  await readAnswer(server, id, token);

  const { markdown } = await read(id, token);
  expect(markdown).toContain("And that is all.");
  expect(markdown).toContain(String.raw`\[evil]\(https\://evil.example)`);
  expect(markdown).toContain(String.raw`[\[1\] Tea \[a\](b), 0:0`);
  await server.request(`mutation ($id: ID!) { removeVideo(id: $id) { videoId } }`, { id: videoId }, token);
  expect((await read(id, token)).markdown).toBe(markdown);
});

test("an answer that has not begun has none", async () => {
  const { token } = await newSession();
  const before = createGate();
  chat.play([before.wait, WATER]);
  const id = await ask(server, token, QUESTION);
  expect((await read(id, token)).markdown).toBe("");
  before.open();
  await readAnswer(server, id, token);
});
