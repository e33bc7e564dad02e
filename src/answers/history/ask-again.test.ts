import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addReadyTranscript } from "../../testing/client/sample-session.ts";
import { readAnswer } from "../../testing/client/answer-reader.ts";
import { createFakeEmbedding } from "../../testing/fakes/fake-embedding.ts";
import { fakeChat } from "../../testing/fakes/fake-models.ts";
import { startTestServer, type TestServer } from "../../testing/server/test-server.ts";

const chat = fakeChat({ pieces: ["Eighty degrees."] });
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dependencies: { embedding: createFakeEmbedding(), chat } });
});
afterAll(async () => {
  await server.close();
  await server.database.drop();
});

const ASK = `mutation ($question: String!, $videoIds: [ID!], $key: String) {
  ask(question: $question, videoIds: $videoIds, idempotencyKey: $key) { answer { id } } }`;
const ASK_AGAIN = `mutation ($id: ID!, $key: String) {
  askAgain(id: $id, idempotencyKey: $key) { answer { id question videoIds status createdAt } } }`;

/** A session with one video, and a way to ask in it and wait for the answer. */
async function open() {
  const token = await server.openSession();
  const videoId = await addReadyTranscript(server, token);
  async function ask(question: string, variables: object = {}): Promise<string> {
    const { id } = (await server.request(ASK, { question, ...variables }, token)).ask.answer;
    await readAnswer(server, id, token);
    return id;
  }
  async function askAgain(id: string, key: string | null = null) {
    const { answer } = (await server.request(ASK_AGAIN, { id, key }, token)).askAgain;
    await readAnswer(server, answer.id, token);
    return answer;
  }
  return { token, videoId, ask, askAgain };
}

/** What the model was told since the last call. */
const toldToModel = () => JSON.stringify(chat.prompts.splice(0));

describe("a question that is asked again", () => {
  test("gets a new answer about the same videos, beside the old one", async () => {
    const { token, videoId, ask, askAgain } = await open();
    const id = await ask("How hot is the water for green tea?", { videoIds: [videoId] });
    const again = await askAgain(id);
    expect(again).toMatchObject({
      question: "How hot is the water for green tea?",
      videoIds: [videoId],
      status: "RUNNING",
    });
    expect(again.id).not.toBe(id);
    const { session } = await server.request("{ session { answers { edges { node { id } } } } }", {}, token);
    expect(session.answers.edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual([
      id,
      again.id,
    ]);
  });

  test("has the history that it had, also when it is asked a third time and the first is deleted", async () => {
    const { token, ask, askAgain } = await open();
    await ask("How hot is the kumquat?");
    const first = await ask("And how long is the medlar steeped?");
    await ask("How much zanzibar goes in?");
    toldToModel();
    const second = await askAgain(first);
    let told = toldToModel();
    expect(told).toContain("kumquat");
    expect(told).not.toContain("zanzibar");
    await server.request("mutation ($id: ID!) { deleteAnswer(id: $id) { answerId } }", { id: first }, token);
    await askAgain(second.id);
    told = toldToModel();
    expect(told).toContain("kumquat");
    expect(told).not.toContain("zanzibar");
    // Its own earlier answers are no history of it.
    expect(told).not.toContain('"content":"Eighty degrees."},{"role":"user","content":"And how long');
  });

  test("is the same answer for the same key, and refused for one of another question", async () => {
    const { token, ask, askAgain } = await open();
    const id = await ask("How hot is the water for green tea?", { key: "first" });
    const again = await askAgain(id, "second");
    expect((await askAgain(id, "second")).id).toBe(again.id);
    expect((await askAgain(id, "first")).id).toBe(id);
    const other = await ask("How long?");
    const refused = await server.errorCode(ASK_AGAIN, { id: other, key: "second" }, token);
    expect(refused).toBe("BAD_USER_INPUT");
  });

  test("names a video of it that is not there any more", async () => {
    const { token, videoId, ask } = await open();
    const id = await ask("How hot is the water for green tea?", { videoIds: [videoId] });
    const removing = "mutation ($videoId: ID!) { removeVideo(id: $videoId) { videoId } }";
    await server.request(removing, { videoId }, token);
    const { errors } = await server.execute(ASK_AGAIN, { id }, token);
    expect(errors![0]).toMatchObject({
      message: expect.stringContaining(videoId),
      extensions: { code: "NOT_FOUND" },
    });
  });

  test("counts as an ask: by the limits of a client, and of an operation", async () => {
    const limited = await startTestServer({
      dependencies: { embedding: createFakeEmbedding(), chat },
      env: { ASKS_PER_MINUTE_PER_SESSION: "1" },
    });
    const token = await limited.openSession();
    await addReadyTranscript(limited, token);
    const { id } = (await limited.request(ASK, { question: "How hot?" }, token)).ask.answer;
    expect(await limited.errorCode(ASK_AGAIN, { id }, token)).toBe("RATE_LIMITED");
    const many = [1, 2, 3].flatMap((n) => [
      `a${n}: ask(question: "How hot?") { answer { id } }`,
      `b${n}: askAgain(id: "${id}") { answer { id } }`,
    ]);
    expect(await limited.errorCode(`mutation { ${many.join(" ")} }`, {}, token)).toBe(
      "GRAPHQL_VALIDATION_FAILED",
    );
  });
});
