import { beforeAll, describe, expect, test } from "vitest";
import { readAnswer } from "../testing/client/answer-reader.ts";
import { addReadyTranscript, ask } from "../testing/client/sample-session.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ dependencies: { chat: null } });
  return async () => {
    await server.close();
    await server.database.drop();
  };
});

const MANUSCRIPT = [
  "Good evening, and thank you all for coming to this talk about tea.",
  "",
  "The water for green tea should be eighty degrees, since boiling water makes it bitter.",
  "Black tea is made with boiling water instead.",
  "",
  "The leaves of white tea are picked in spring before they have opened.",
].join("\n");
const URL = "https://www.youtube.com/watch?v=aqz-KE-bpKQ";
const INPUT = { title: "On tea", format: "TEXT", content: MANUSCRIPT, url: URL };

const VIDEO = `query ($id: ID!) { video(id: $id) { isTimed durationMs track chapters { url } summary { citation { isTimed url } }
  transcript { startMs endMs text } } }`;
const ANSWER = `query ($id: ID!) { answer(id: $id) { text confidence citations { isTimed url quote startMs } sources { url } } }`;

async function add(input: object = INPUT) {
  const token = await server.openSession();
  const id = await addReadyTranscript(server, token, input);
  return { token, id, video: (await server.request(VIDEO, { id }, token)).video };
}

async function answerTo(token: string, question: string) {
  const id = await ask(server, token, question);
  await readAnswer(server, id, token);
  return (await server.request(ANSWER, { id }, token)).answer;
}

describe("a transcript without times", () => {
  test("is kept whole, in order, and says so", async () => {
    const { video } = await add();
    expect(video).toMatchObject({ isTimed: false, track: "UPLOADED" });
    const lines = MANUSCRIPT.split("\n").filter((line) => line !== "");
    expect(video.transcript.map(({ text }: { text: string }) => text)).toEqual(lines);
    expect(video.durationMs).toBe(video.transcript.at(-1).endMs);
  });

  test("fills the length of its video, where that is given", async () => {
    const { video } = await add({ ...INPUT, durationMs: 900_000 });
    expect(video.durationMs).toBe(900_000);
    expect(video.transcript.at(-1).endMs).toBe(900_000);
  });

  test("is asked and cited, with links that open the beginning", async () => {
    const { token, id } = await add();
    const { confidence, citations, sources } = await answerTo(
      token,
      "How hot should water for green tea be?",
    );
    expect(confidence).toBe("SURE");
    expect(citations[0]).toMatchObject({ isTimed: false, url: URL });
    expect(citations[0].quote).toContain("eighty degrees");
    expect(sources[0].url).toBe(URL);
    const hits = await server.request(`{ search(query: "white tea") { url passage { url } } }`, {}, token);
    expect(hits.search[0]).toEqual({ url: URL, passage: { url: URL } });
    await server.request(`mutation ($id: ID!) { removeVideo(id: $id) { videoId } }`, { id }, token);
    const again = await server.request(
      `{ session { answers(last: 1) { edges { node { citations { isTimed url } } } } } }`,
      {},
      token,
    );
    expect(again.session.answers.edges[0].node.citations[0]).toEqual({ isTimed: false, url: URL });
  });

  test("has chapters and main points with such links", async () => {
    const { video } = await add();
    for (const { url } of video.chapters) expect(url).toBe(URL);
    expect(video.summary.length).toBeGreaterThan(0);
    for (const { citation } of video.summary) expect(citation).toEqual({ isTimed: false, url: URL });
  });

  test("does not tell what is said at a time, but at its end", async () => {
    const { token } = await add();
    const at = await answerTo(token, "What is said at 0:10?");
    expect(at).toMatchObject({ confidence: "NOT_FOUND", citations: [] });
    expect(at.text).toContain("The transcript has no times.");
    const beginning = await answerTo(token, "What is said at the beginning?");
    expect(beginning.text).toMatch(/^“Good evening/);
    const end = await answerTo(token, "How does the video end?");
    expect(end.citations.at(-1).quote).toContain("picked in spring");
  });

  test("is replaced by one with times", async () => {
    const { token, id } = await add();
    const content = "0:00 Good evening\n0:05 The water should be eighty degrees";
    await addReadyTranscript(server, token, { ...INPUT, content });
    expect((await server.request(VIDEO, { id }, token)).video).toMatchObject({
      isTimed: true,
      durationMs: 7210,
    });
  });
});

test.each([0, -5, 172_800_001])("a length of %s ms is refused", async (durationMs) => {
  const token = await server.openSession();
  const { errors } = await server.execute(
    `mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }`,
    { input: { ...INPUT, durationMs } },
    token,
  );
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining("give the length of the video in milliseconds, 1 to 172800000"),
    extensions: { code: "BAD_USER_INPUT" },
  });
});
