import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { fakeUrl, fakeYouTubeId } from "../testing/fakes/fake-transcripts.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";
import { TranscriptError } from "../youtube/transcript-failure.ts";

const YOUTUBE_ID = fakeYouTubeId(7);
const ADD = `mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { video { id } } } }`;
const UPLOAD = `mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }`;
const VIDEO = `query ($id: ID!) { video(id: $id) { status transcript { text } chapters { startMs endMs }
  summary { text citation { number video { id } videoTitle startMs endMs quote url } } } }`;

type Citation = {
  number: number;
  video: { id: string } | null;
  videoTitle: string;
  startMs: number;
  endMs: number;
  quote: string;
  url: string | null;
};
type Video = {
  transcript: { text: string }[];
  chapters: { startMs: number; endMs: number }[];
  summary: { text: string; citation: Citation }[];
};

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer({
    dependencies: {
      embedding: createFakeEmbedding(),
      async fetchTranscript() {
        throw new TranscriptError("PRIVATE", { message: "It is private." });
      },
    },
  });
  token = await server.openSession();
});
afterAll(async () => {
  await server.close();
  await server.database.drop();
});

const until = (id: string, status: string) =>
  eventually(async () => {
    const { video } = await server.request(VIDEO, { id }, token);
    return video.status === status && (video as Video);
  });

const BREAD = [
  "And the yeast eats the sugar of the flour and fills the dough with bubbles.",
  "Why does the dough rise?",
  "The gluten of the flour holds the bubbles of the yeast in the dough.",
];
const BICYCLE = [
  "Take the wheel off the bicycle before the tube of the tire is patched.",
  "Thanks for watching.",
  "The tire of a bicycle needs more air in summer than in winter.",
];
const LINE_MS = 10_000;

async function uploadTalk(): Promise<string> {
  const lines = [BREAD, BICYCLE].flatMap((subject) =>
    Array.from({ length: 12 }, (_, at) => subject[at % 3]!),
  );
  const content = lines
    .map((line, at) => `${Math.floor(at / 6)}:${String((at % 6) * 10).padStart(2, "0")} ${line}`)
    .join("\n");
  const input = {
    title: "Bread and bicycles",
    format: "TEXT",
    content,
    language: "en",
    url: `https://youtu.be/${YOUTUBE_ID}`,
  };
  return (await server.request(UPLOAD, { input }, token)).addTranscript.video.id;
}

test("a summary has points of its chapters, each with the place that it rests on", async () => {
  const id = await uploadTalk();
  const { summary, chapters, transcript } = await until(id, "READY");
  expect(summary.length).toBeGreaterThanOrEqual(chapters.length);
  const said = transcript.map(({ text }) => text).join(" ");
  for (const [at, { text, citation }] of summary.entries()) {
    const { startMs, endMs, quote, ...rest } = citation;
    expect(rest).toEqual({
      number: at + 1,
      video: { id },
      videoTitle: "Bread and bicycles",
      url: `https://www.youtube.com/watch?v=${YOUTUBE_ID}&t=${startMs / 1000}s`,
    });
    expect(said).toContain(quote);
    expect(startMs % LINE_MS).toBe(0);
    expect(endMs).toBeGreaterThan(startMs);
    expect(text).toMatch(/^(?:The yeast|The gluten|Take the wheel|The tire)/u);
  }
  const starts = summary.map(({ citation: { startMs } }) => startMs);
  expect(starts).toEqual(starts.toSorted((one, other) => one - other));
  expect(starts.some((startMs) => startMs < 12 * LINE_MS)).toBe(true);
  expect(starts.some((startMs) => startMs >= 12 * LINE_MS)).toBe(true);
});

test("a transcript of an earlier version gets its summary when it is indexed again", async () => {
  const id = await uploadTalk();
  const { summary, chapters } = await until(id, "READY");
  const em = server.services.database.fork();
  await em.execute(`update transcripts set summary = null`);
  expect((await until(id, "READY")).summary).toEqual([]);
  await em.execute(`update transcripts set embedding_model = null`);
  const again = await eventually(async () => {
    const video = await until(id, "READY");
    return video.summary.length > 0 && video;
  });
  expect(again).toMatchObject({ summary, chapters });
});

test("a video without a transcript has no summary", async () => {
  const { addVideos } = await server.request(ADD, { urls: [fakeUrl(2)] }, token);
  expect((await until(addVideos.results[0].video.id, "FAILED")).summary).toEqual([]);
});
