import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { codeOverSocket } from "../testing/client/error-codes.ts";
import { addReadyTranscript, ask, SAMPLE } from "../testing/client/sample-session.ts";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

let server: TestServer;
let token: string;
/** An answer with sources and citations. */
let answerId: string;

beforeAll(async () => {
  server = await startTestServer({
    dependencies: { embedding: createFakeEmbedding() },
    env: {
      SESSION_EXPIRE_MINUTES: "12.5",
      SESSION_RENEW: "on-use",
      SESSION_MAX_HOURS: "0.75",
      QUESTION_MAX_CHARS: "300",
    },
  });
  token = await server.openSession();
  await addReadyTranscript(server, token);
  answerId = await completedAnswer();
});
afterAll(async () => {
  await server.close();
  await server.database.drop();
});

async function completedAnswer(): Promise<string> {
  const id = await ask(server, token, "How hot should the water for green tea be?");
  const query = "query ($id: ID!) { answer(id: $id) { status } }";
  await eventually(async () => (await server.request(query, { id }, token)).answer.status === "COMPLETED");
  return id;
}

type Operation = { query: string; variables?: Record<string, unknown>; operationName?: string };

async function post(operation: Operation, accept: string) {
  const response = await fetch(server.url, {
    method: "POST",
    headers: { "content-type": "application/json", accept, authorization: `Bearer ${token}` },
    body: JSON.stringify(operation),
  });
  return { status: response.status, text: await response.text() };
}

const ACCEPTS = {
  json: "application/json",
  events: "text/event-stream",
  multipart: "multipart/mixed;subscriptionSpec=1.0",
};

describe("limits hold on every transport, with a code and the limit", () => {
  const field = "answers { edges { node { sources { video { transcript { text } } } } } }";
  const large = (bytes: number) => `# ${"x".repeat(bytes)}`;
  test.each([
    ["a document that is too large", `{ session { id } } ${large(100_000)}`, "100000"],
    ["a query that is too expensive", `{ session { ${field} } }`, "50000"],
    [
      "a query that is too deep",
      `{ session { ${"answers { edges { node { sources { video { ".repeat(3)} id`,
      "12",
    ],
  ])("%s", async (_what, text, limit) => {
    const query = text + " }".repeat(text.split("{").length - text.split("}").length);
    for (const accept of Object.values(ACCEPTS)) {
      const told = (await post({ query }, accept)).text;
      expect(told).toContain("GRAPHQL_VALIDATION_FAILED");
      expect(told).toContain(limit);
    }
    expect(await codeOverSocket(server.webSocketClient(token), query)).toBe("GRAPHQL_VALIDATION_FAILED");
    const graphql = await post({ query }, "application/graphql-response+json");
    expect(graphql.status).toBe(400);
  });

  test("a subscription that is too expensive", async () => {
    const query = `subscription { videoEvents { ... on VideoUpdated { video {
      ${Array.from({ length: 101 }, (_, index) => `t${index}: transcript { text }`).join(" ")} } } } }`;
    for (const accept of Object.values(ACCEPTS)) {
      expect((await post({ query }, accept)).text).toContain("GRAPHQL_VALIDATION_FAILED");
    }
    expect(await codeOverSocket(server.webSocketClient(token), query)).toBe("GRAPHQL_VALIDATION_FAILED");
  });

  test("what is large is sent as variables", async () => {
    const query = "mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }";
    const content = "0:00 Green tea wants water.\n".repeat(10_000);
    const { text } = await post({ query, variables: { input: { ...SAMPLE, content } } }, ACCEPTS.json);
    expect(text).toContain('"video"');
    const { videoId } = { videoId: JSON.parse(text).data.addTranscript.video.id };
    await server.request("mutation ($id: ID!) { removeVideo(id: $id) { videoId } }", { id: videoId }, token);
  });
});

describe('an operationName of ""', () => {
  test("counts as unset on every transport", async () => {
    const query = "query Mine { session { id } }";
    const subscription = "subscription Videos { videoEvents { __typename } }";
    const { text } = await post({ query, operationName: "" }, ACCEPTS.json);
    expect(JSON.parse(text).errors).toBeUndefined();
    const client = server.webSocketClient(token);
    for (const document of [query, subscription]) {
      const results = client.iterate({ query: document, operationName: "" });
      expect((await results.next()).value.errors).toBeUndefined();
      await results.return!();
    }
    for (const accept of [ACCEPTS.events, ACCEPTS.multipart]) {
      const told = await post({ query, operationName: "" }, accept);
      expect(told.text).toContain('"session":{"id"');
    }
  });
});

describe("a value that does not fit its type", () => {
  test("is told of as a fault of the server, on every transport", async () => {
    const id = await completedAnswer();
    const citation = `[{"number": 1099511627776, "videoId": "x", "youtubeId": null, "startMs": 0, "endMs": 0, "quote": "", "at": 0}]`;
    await server.services.database
      .fork()
      .execute(`update answers set citations = ? where id = ?`, [citation, id]);
    const query = `{ answer(id: "${id}") { citations { number } } }`;
    const subscription = `subscription { answerEvents(id: "${id}") { ... on AnswerCompleted { answer { citations { number } } } } }`;
    const told = [
      (await post({ query }, ACCEPTS.json)).text,
      (await post({ query }, ACCEPTS.events)).text,
      (await post({ query: subscription }, ACCEPTS.events)).text,
      (await post({ query: subscription }, ACCEPTS.multipart)).text,
    ];
    for await (const result of server.subscribe(subscription, {}, token)) told.push(JSON.stringify(result));
    const errors = told.filter((text) => text.includes('"errors"'));
    expect(errors.length).toBe(5);
    for (const text of errors) {
      expect(text).toContain("INTERNAL_SERVER_ERROR");
      expect(text).not.toContain("1099511627776");
    }
  });

  test("stays told where it is the client's", async () => {
    const wrong = { query: "query ($n: Int) { search(query: 1, first: $n) { text } }", variables: { n: 1 } };
    expect((await post(wrong, ACCEPTS.json)).text).toContain("String cannot represent a non string value: 1");
    const variable = {
      query: "query ($n: Int) { session { answers(last: $n) { edges { cursor } } } }",
      variables: { n: 2 ** 40 },
    };
    expect((await post(variable, ACCEPTS.json)).text).toContain(String(2 ** 40));
  });
});

describe("nested reads", () => {
  test("read the passages of all answers at once, and each transcript once", async () => {
    for (let index = 0; index < 3; index++) await completedAnswer();
    const passages = vi.spyOn(server.services.search, "passages");
    const fork = vi.spyOn(server.services.database, "fork");
    const query = `{ session { answers(last: 4) { edges { node { sources { id video { id transcript { text } } } } } } } }`;
    const { session } = await server.request(query, {}, token);
    const sources = session.answers.edges.flatMap(
      ({ node }: { node: { sources: unknown[] } }) => node.sources,
    );
    expect(sources.length).toBeGreaterThanOrEqual(4);
    expect(sources[0].video.transcript.length).toBe(4);
    expect(passages).toHaveBeenCalledTimes(1);
    // The session, its answers, its videos, their passages and the cues, and what polls meanwhile; one by one they are 11.
    expect(fork.mock.calls.length).toBeLessThan(9);
    vi.restoreAllMocks();
  });

  test("see in one mutation what the one before it has changed", async () => {
    const other = await server.openSession();
    const videoId = await addReadyTranscript(server, other);
    const both = await server.request(
      `mutation ($id: ID!) { ask(question: "How hot?") { answer { id } } removeVideo(id: $id) { videoId }
        again: ask(question: "How hot?") { answer { id sources { id } } } }`,
      { id: videoId },
      other,
    );
    expect(both.removeVideo.videoId).toBe(videoId);
    expect(both.again.answer.sources).toEqual([]);
  });
});

test("Query.server tells what runs and what is taken, without a session", async () => {
  const query = `{ server { version answeringModel isExtractive embeddingModel capabilities
    limits { videosPerSession questionChars transcriptBytes sessionMinutes sessionMaxHours } } }`;
  const { server: told } = await server.request(query);
  expect(told).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    answeringModel: "extractive",
    isExtractive: true,
    embeddingModel: expect.any(String),
    capabilities: ["PLAYLISTS", "SESSION_RENEWAL"],
    limits: {
      videosPerSession: 50,
      questionChars: 300,
      transcriptBytes: 2_000_000,
      sessionMinutes: 12.5,
      sessionMaxHours: 0.75,
    },
  });
});

test("scalars say by what they are specified", async () => {
  const url = async (name: string) => {
    const query = `{ type: __type(name: "${name}") { specifiedByURL } }`;
    return (await server.request(query)).type.specifiedByURL;
  };
  expect(await url("DateTime")).toBe("https://scalars.graphql.org/andimarek/date-time");
  expect(await url("URL")).toBe("https://www.rfc-editor.org/rfc/rfc3986");
});

test("an answer keeps what it was asked about, and its citations the title, once the video is removed", async () => {
  const other = await server.openSession();
  const videoId = await addReadyTranscript(server, other);
  const asked = await server.request(
    `mutation ($ids: [ID!]) { ask(question: "How hot should the water for green tea be?", videoIds: $ids) { answer { id videoIds wordsOnly } } }`,
    { ids: [videoId] },
    other,
  );
  const { id, ...rest } = asked.ask.answer;
  expect(rest).toEqual({ videoIds: [videoId], wordsOnly: false });
  const query = `query ($id: ID!) { answer(id: $id) { status videoIds citations { videoTitle video { id } } } }`;
  const read = async () => (await server.request(query, { id }, other)).answer;
  await eventually(async () => (await read()).status === "COMPLETED");
  expect((await read()).citations[0]).toEqual({ videoTitle: "Tea", video: { id: videoId } });
  await server.request("mutation ($id: ID!) { removeVideo(id: $id) { videoId } }", { id: videoId }, other);
  const removed = await read();
  expect(removed.videoIds).toEqual([videoId]);
  expect(removed.citations[0]).toEqual({ videoTitle: "Tea", video: null });
  const all = (await server.request(`{ answer(id: "${answerId}") { videoIds } }`, {}, token)).answer;
  expect(all.videoIds).toBeNull();
});
