import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { fakeTranscript, fakeUrl, fakeYouTubeId } from "../testing/fakes/fake-transcripts.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";
import { TranscriptError } from "../youtube/transcript-failure.ts";

const LISTED = fakeYouTubeId(1);
const PRIVATE = fakeYouTubeId(2);

const ADD = `mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { video { id } } } }`;
const UPLOAD = `mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) { video { id } } }`;
const VIDEO = `query ($id: ID!) { video(id: $id) { status durationMs
  chapters { startMs endMs title url source } } }`;

type Chapter = { startMs: number; endMs: number; title: string; url: string | null; source: string };

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer({
    dependencies: {
      embedding: createFakeEmbedding(),
      async fetchTranscript({ youtubeId, language }) {
        if (youtubeId === PRIVATE) throw new TranscriptError("PRIVATE", { message: "It is private." });
        const chapters = ["Boiling", "On a mountain", "The end"].map((title, at) => ({
          startMs: at * 4000,
          title,
        }));
        return { ...fakeTranscript(youtubeId, language ?? "en"), chapters };
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
    return video.status === status && (video as { durationMs: number; chapters: Chapter[] });
  });

const BREAD = ["Knead the dough of flour and water.", "Let the dough rise by its yeast.", "Bake the bread."];
const BICYCLE = ["Take the wheel off the bicycle.", "Patch the tube of the tire.", "Pump up the tire."];
const LINE_SECONDS = 10;

async function uploadTalk(url?: string): Promise<string> {
  const lines = [BREAD, BICYCLE].flatMap((subject) => Array.from({ length: 12 }, (_, n) => subject[n % 3]!));
  const timeOf = (line: number) =>
    `${Math.floor((line * LINE_SECONDS) / 60)}:${String((line * LINE_SECONDS) % 60).padStart(2, "0")}`;
  const content = lines.map((line, at) => `${timeOf(at)} ${line}`).join("\n");
  const input = { title: "Bread and bicycles", format: "TEXT", content, language: "en", url };
  return (await server.request(UPLOAD, { input }, token)).addTranscript.video.id;
}

test("chapters are found where the subject changes, in order and without gaps", async () => {
  const { chapters, durationMs } = await until(await uploadTalk(), "READY");
  expect(chapters[0]!.startMs).toBe(0);
  expect(chapters.slice(1).map(({ startMs }) => startMs)).toEqual(
    chapters.slice(0, -1).map(({ endMs }) => endMs),
  );
  expect(chapters.at(-1)!.endMs).toBe(durationMs);
  for (const { title, source, url } of chapters) {
    expect({ source, url }).toEqual({ source: "DETECTED", url: null });
    expect(title).not.toBe("");
  }
  expect(chapters.map(({ startMs }) => startMs)).toContain(12 * LINE_SECONDS * 1000);
});

test("a chapter opens the video where it begins", async () => {
  const youtubeId = fakeYouTubeId(7);
  const { chapters } = await until(await uploadTalk(`https://youtu.be/${youtubeId}`), "READY");
  expect(chapters.map(({ url }) => url)).toEqual(
    chapters.map(({ startMs }) => `https://www.youtube.com/watch?v=${youtubeId}&t=${startMs / 1000}s`),
  );
});

test("the chapters that the creator listed are taken, and stay where the video is indexed again", async () => {
  const { addVideos } = await server.request(ADD, { urls: [fakeUrl(1)] }, token);
  const id: string = addVideos.results[0].video.id;
  const expected = [
    { startMs: 0, endMs: 4000, title: "Boiling", source: "CREATOR" },
    { startMs: 4000, endMs: 8000, title: "On a mountain", source: "CREATOR" },
    { startMs: 8000, endMs: 15_000, title: "The end", source: "CREATOR" },
  ];
  expect((await until(id, "READY")).chapters).toMatchObject(expected);
  await indexAgain(`youtube_id = '${LISTED}'`);
  expect((await until(id, "READY")).chapters).toMatchObject(expected);
});

test("a list of chapters in an uploaded transcript is taken", async () => {
  const content = `WEBVTT

NOTE
0:00 Flour
0:20 Yeast
0:40 The oven

00:00.000 --> 00:15.000
Weigh the flour.

00:20.000 --> 00:35.000
Stir the yeast in.

00:40.000 --> 01:00.000
Heat the oven.
`;
  const input = { title: "Listed", format: "VTT", content, language: "en" };
  const id: string = (await server.request(UPLOAD, { input }, token)).addTranscript.video.id;
  expect((await until(id, "READY")).chapters).toMatchObject([
    { startMs: 0, endMs: 20_000, title: "Flour", source: "CREATOR" },
    { startMs: 20_000, endMs: 40_000, title: "Yeast", source: "CREATOR" },
    { startMs: 40_000, endMs: 60_000, title: "The oven", source: "CREATOR" },
  ]);
});

test("a transcript of an earlier version gets chapters when it is indexed again", async () => {
  const id = await uploadTalk();
  const { chapters } = await until(id, "READY");
  await server.services.database.fork().execute(`update transcripts set chapters = null`);
  expect((await until(id, "READY")).chapters).toEqual([]);
  await indexAgain(`title = 'Bread and bicycles'`);
  expect((await until(id, "READY")).chapters).toEqual(chapters);
});

test("a video without a transcript has no chapters", async () => {
  const { addVideos } = await server.request(ADD, { urls: [fakeUrl(2)] }, token);
  expect((await until(addVideos.results[0].video.id, "FAILED")).chapters).toEqual([]);
});

async function indexAgain(which: string): Promise<void> {
  const em = server.services.database.fork();
  await em.execute(`update transcripts set embedding_model = null where ${which}`);
  await eventually(async () => {
    const rows = await em.execute<{ embedding_model: string | null }[]>(
      `select embedding_model from transcripts where ${which}`,
    );
    return rows.every(({ embedding_model }) => embedding_model !== null);
  });
}
