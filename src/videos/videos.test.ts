import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TranscriptError } from "../youtube/transcript-failure.ts";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { createFakeTranscripts, fakeUrl, fakeYouTubeId } from "../testing/fakes/fake-transcripts.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";

const PRIVATE = fakeYouTubeId(900);
const GERMAN_ONLY = fakeYouTubeId(901);
const LIMITED = fakeYouTubeId(902);

const ADD = `mutation ($urls: [String!]!, $language: String) { addVideos(urls: $urls, language: $language) {
  results { url video { id youtubeId status language } error { code message } } } }`;
const UPLOAD = `mutation ($input: AddTranscriptInput!) { addTranscript(input: $input) {
  video { id title youtubeId url thumbnailUrl track language status durationMs } warnings } }`;
const VIDEOS = `{ session { videos { id youtubeId url title author thumbnailUrl durationMs language track status progress
  passageCount addedAt failure { code message retryAt remedy availableLanguages } } } }`;
const SEGMENTS = `query ($id: ID!, $from: Int, $to: Int) {
  video(id: $id) { transcript(fromMs: $from, toMs: $to) { startMs endMs text } } }`;
const EVENTS = `subscription { videoEvents { __typename
  ... on VideoUpdated { video { id status progress } } ... on VideoRemoved { videoId } } }`;

const refused = new Set([PRIVATE, GERMAN_ONLY, LIMITED]);
const transcripts = createFakeTranscripts(async ({ youtubeId, language }) => {
  await sleep(10);
  if (!refused.has(youtubeId)) return;
  if (youtubeId === PRIVATE) throw new TranscriptError("PRIVATE", { message: "It is private." });
  if (youtubeId === LIMITED)
    throw new TranscriptError("RATE_LIMITED", { message: "Slow down.", retryAfterMs: 60_000 });
  if (language === "de") return;
  throw new TranscriptError("LANGUAGE_UNAVAILABLE", {
    message: "Not in it.",
    availableLanguages: ["de", "pt-BR"],
  });
});

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    env: { SESSION_MAX_VIDEOS: "5" },
    dependencies: { embedding: createFakeEmbedding(), ...transcripts },
  });
});
afterAll(async () => {
  await server.close();
  await server.database.drop();
});

const add = async (token: string, urls: string[], language?: string) =>
  (await server.request(ADD, { urls, language }, token)).addVideos.results;
const upload = async (token: string, input: Record<string, unknown>) =>
  (await server.request(UPLOAD, { input }, token)).addTranscript.video;
const videosOf = async (token: string) => (await server.request(VIDEOS, {}, token)).session.videos;
const until = (token: string, status: string) =>
  eventually(async () => {
    const videos = await videosOf(token);
    return videos.every((video: { status: string }) => video.status === status) && videos;
  });
const segments = async (token: string, id: string, range: { from?: number; to?: number } = {}) =>
  (await server.request(SEGMENTS, { id, ...range }, token)).video.transcript;

describe("addVideos", () => {
  it("gives one result for each URL in order, and a bad one fails alone", async () => {
    const token = await server.openSession();
    const urls = [fakeUrl(1), "nonsense", "https://www.youtube.com/playlist?list=PL1", fakeUrl(2)];
    const results = await add(token, urls);
    expect(results.map((result: { url: string }) => result.url)).toEqual(urls);
    expect(results).toMatchObject([
      { video: { youtubeId: fakeYouTubeId(1), status: "QUEUED" }, error: null },
      { video: null, error: { code: "NOT_A_VIDEO_URL", message: expect.stringContaining("not a YouTube") } },
      { video: null, error: { code: "NOT_A_VIDEO_URL", message: expect.stringContaining("playlist") } },
      { video: { youtubeId: fakeYouTubeId(2) }, error: null },
    ]);
    expect(await videosOf(token)).toHaveLength(2);
  });

  it("brings videos to READY with all that is known of them", async () => {
    const token = await server.openSession();
    await add(token, [fakeUrl(3)]);
    const [video] = await until(token, "READY");
    expect(video).toMatchObject({
      youtubeId: fakeYouTubeId(3),
      url: fakeUrl(3),
      title: `Title of ${fakeYouTubeId(3)}`,
      author: "An author",
      thumbnailUrl: `https://i.ytimg.com/vi/${fakeYouTubeId(3)}/hqdefault.jpg`,
      durationMs: 15_000,
      language: "en",
      track: "MANUAL",
      progress: 1,
      passageCount: 1,
      failure: null,
    });
  });

  it("holds one video for each YouTube id, in one call and in several", async () => {
    const token = await server.openSession();
    const results = await add(token, [fakeUrl(4), `https://youtu.be/${fakeYouTubeId(4)}?t=5`]);
    const [again] = await add(token, [`https://m.youtube.com/shorts/${fakeYouTubeId(4)}`]);
    expect(new Set([...results, again].map((result) => result.video.id)).size).toBe(1);
    expect(await videosOf(token)).toHaveLength(1);
  });

  it("gives the videos of a session in the order in which they were added", async () => {
    const token = await server.openSession();
    await add(token, [fakeUrl(9), fakeUrl(5)]);
    await add(token, [fakeUrl(7)]);
    const ids = (await videosOf(token)).map((video: { youtubeId: string }) => video.youtubeId);
    expect(ids).toEqual([9, 5, 7].map(fakeYouTubeId));
  });

  it("says why a video FAILED, and tries it again when it is added again", async () => {
    const token = await server.openSession();
    const [first] = await add(token, [`https://youtu.be/${PRIVATE}`]);
    const [failed] = await until(token, "FAILED");
    expect(failed.failure).toEqual({
      code: "PRIVATE",
      message: "It is private.",
      retryAt: null,
      remedy: "UPLOAD_TRANSCRIPT",
      availableLanguages: [],
    });
    refused.delete(PRIVATE);
    const [again] = await add(token, [`https://youtu.be/${PRIVATE}`]);
    expect(again.video).toMatchObject({ id: first.video.id, status: "QUEUED" });
    const [ready] = await until(token, "READY");
    expect(ready.failure).toBeNull();
  });

  it("says when a video that waits is tried again", async () => {
    const token = await server.openSession();
    await add(token, [`https://youtu.be/${LIMITED}`]);
    const failure = await eventually(async () => (await videosOf(token))[0].failure);
    expect(failure).toMatchObject({ code: "RATE_LIMITED", remedy: "WAIT" });
    expect(Date.parse(failure.retryAt)).toBeGreaterThan(Date.now() + 50_000);
    expect((await videosOf(token))[0].status).toBe("QUEUED");
  });

  it("fetches another language instead where one is asked for, and the video keeps its id", async () => {
    const token = await server.openSession();
    const [first] = await add(token, [`https://youtu.be/${GERMAN_ONLY}`], "en");
    const [failed] = await until(token, "FAILED");
    expect(failed.failure).toMatchObject({
      code: "LANGUAGE_UNAVAILABLE",
      remedy: "CHOOSE_LANGUAGE",
      availableLanguages: ["de", "pt-BR"],
    });
    const [second] = await add(token, [`https://youtu.be/${GERMAN_ONLY}`], "DE");
    expect(second.video.id).toBe(first.video.id);
    expect((await until(token, "READY"))[0].language).toBe("de");
    // Without a language it stays with the one it has.
    await add(token, [`https://youtu.be/${GERMAN_ONLY}`]);
    expect((await videosOf(token))[0]).toMatchObject({ language: "de", status: "READY" });
  });

  it("leaves another session's language alone", async () => {
    const [one, other] = [await server.openSession(), await server.openSession()];
    await Promise.all([add(one, [fakeUrl(10)]), add(other, [fakeUrl(10)])]);
    await until(other, "READY");
    await add(one, [fakeUrl(10)], "fr");
    expect((await until(one, "READY"))[0].language).toBe("fr");
    expect((await until(other, "READY"))[0].language).toBe("en");
  });

  it("refuses what is over SESSION_MAX_VIDEOS, each URL for itself", async () => {
    const token = await server.openSession();
    const urls = [1, 2, 3, 4, 1, 5, 6, 7].map(fakeUrl);
    const results = await add(token, [...urls, fakeUrl(2)]);
    const codes = results.map((result: { error: { code: string } | null }) => result.error?.code ?? "added");
    const limit = "SESSION_VIDEO_LIMIT";
    expect(codes).toEqual(["added", "added", "added", "added", "added", "added", limit, limit, "added"]);
    expect(results[6].error.message).toContain("5 videos");
    const input = { title: "One more", format: "TEXT", content: "0:00 Words." };
    expect(await server.errorCode(UPLOAD, { input }, token)).toBe("LIMIT_REACHED");
    const [held] = await videosOf(token);
    await server.request("mutation ($id: ID!) { removeVideo(id: $id) { videoId } }", { id: held.id }, token);
    expect((await add(token, [fakeUrl(7)]))[0].error).toBeNull();
  });

  it("takes 1,000 URLs at once, and no more", async () => {
    const roomy = await startTestServer({
      env: { SESSION_MAX_VIDEOS: "1000" },
      dependencies: { embedding: createFakeEmbedding(), ...transcripts },
    });
    const token = await roomy.openSession();
    const urls = Array.from({ length: 1001 }, (_, index) => fakeUrl(index));
    expect(await roomy.errorCode(ADD, { urls }, token)).toBe("BAD_USER_INPUT");
    expect(await roomy.errorCode(ADD, { urls: [] }, token)).toBe("BAD_USER_INPUT");
    const long = { urls: ["x ".repeat(50_001), "x ".repeat(50_000)] };
    expect(await roomy.errorCode(ADD, long, token)).toBe("BAD_USER_INPUT");
    expect((await roomy.request(VIDEOS, {}, token)).session.videos).toEqual([]);
    const { addVideos } = await roomy.request(ADD, { urls: urls.slice(1) }, token);
    const added = addVideos.results.map((result: { video: { youtubeId: string } }) => result.video.youtubeId);
    expect(added).toEqual(urls.slice(1).map((_, index) => fakeYouTubeId(index + 1)));
    await roomy.request("mutation { endSession { sessionId } }", {}, token);
  });

  it("does not lose one of two calls at once", async () => {
    const token = await server.openSession();
    await Promise.all([1, 2, 3, 4, 5, 6].map((number) => add(token, [fakeUrl(number)])));
    expect(await videosOf(token)).toHaveLength(5);
  });
});

describe("addTranscript", () => {
  const WORDS = ["Green tea wants water of eighty degrees.", "Black tea wants it boiling."];
  it("tells what of the content was left out, and nothing where that is none of it", async () => {
    const token = await server.openSession();
    const warningsOf = async (content: string) => {
      const input = { title: "Tea", format: "VTT", content: `WEBVTT\n\n00:00.000 --> 00:05.000\n${content}` };
      return (await server.request(UPLOAD, { input }, token)).addTranscript.warnings;
    };
    expect(await warningsOf(WORDS.join("\n"))).toEqual([]);
    expect(await warningsOf(WORDS.join("\n\n"))).toEqual([expect.stringMatching(/^Line 6: “Black tea/)]);
  });

  it.each([
    ["VTT", `WEBVTT\n\n00:00.000 --> 00:05.000\n${WORDS[0]}\n\n00:05.000 --> 00:09.000\n${WORDS[1]}\n`],
    [
      "SRT",
      `1\n00:00:00,000 --> 00:00:05,000\n${WORDS[0]}\n\n2\n00:00:05,000 --> 00:00:09,000\n${WORDS[1]}\n`,
    ],
    ["TEXT", `0:00 ${WORDS[0]}\n0:05 ${WORDS[1]}\n`],
    ["SBV", `0:00:00.000,0:00:05.000\n${WORDS[0]}\n\n0:00:05.000,0:00:09.000\n${WORDS[1]}\n`],
    ["AUTO", `[00:00.000 --> 00:05.000]  ${WORDS[0]}\n[00:05.000 --> 00:09.000]  ${WORDS[1]}\n`],
  ])("takes %s through to READY, where it is found", async (format, content) => {
    const token = await server.openSession();
    const video = await upload(token, { title: "Tea", format, content });
    expect(video).toMatchObject({ title: "Tea", youtubeId: null, url: null, track: "UPLOADED" });
    const [ready] = await until(token, "READY");
    expect(ready).toMatchObject({ id: video.id, language: "en", passageCount: 1 });
    const words = (await segments(token, video.id)).map((segment: { text: string }) => segment.text);
    expect(words).toEqual(WORDS);
    const { search } = await server.request(
      `{ search(query: "How hot for green tea?") { startMs text url passage { video { id } } } }`,
      {},
      token,
    );
    expect(search[0]).toEqual({
      startMs: 0,
      text: expect.stringContaining(WORDS[0]!),
      url: null,
      passage: { video: { id: video.id } },
    });
  });

  it("links into the video of a URL that is given", async () => {
    const token = await server.openSession();
    const url = `https://youtu.be/${fakeYouTubeId(20)}?t=3`;
    const video = await upload(token, {
      title: "Tea",
      format: "TEXT",
      content: "1:02 Tea is hot.",
      url,
      language: "EN-gb",
    });
    expect(video).toMatchObject({ youtubeId: fakeYouTubeId(20), url: fakeUrl(20), language: "en-GB" });
    await until(token, "READY");
    const { search } = await server.request(`{ search(query: "tea") { url } }`, {}, token);
    expect(search[0].url).toBe(`${fakeUrl(20)}&t=62s`);
  });

  it("replaces the transcript of a video that the session holds, which stays when it is added again", async () => {
    const [token, other] = [await server.openSession(), await server.openSession()];
    const [added] = await add(token, [fakeUrl(21)]);
    await add(other, [fakeUrl(21)]);
    await until(token, "READY");
    const url = fakeUrl(21);
    const video = await upload(token, { title: "Mine", format: "TEXT", content: "0:00 My own words.", url });
    expect(video.id).toBe(added.video.id);
    await until(token, "READY");
    await add(token, [url]);
    const [held] = await until(token, "READY");
    expect(held).toMatchObject({ title: "Mine", track: "UPLOADED" });
    expect(await segments(token, video.id)).toMatchObject([{ text: "My own words." }]);
    expect((await until(other, "READY"))[0]).toMatchObject({ title: `Title of ${fakeYouTubeId(21)}` });
  });

  it("is given up for YouTube's own where a language is asked for", async () => {
    const token = await server.openSession();
    await upload(token, { title: "Mine", format: "TEXT", content: "0:00 My own words.", url: fakeUrl(22) });
    await add(token, [fakeUrl(22)], "en");
    const [video] = await until(token, "READY");
    expect(video.track).toBe("MANUAL");
  });
});

describe("addTranscript with an idempotencyKey", () => {
  const INPUT = { title: "Tea", format: "TEXT", content: "0:00 Green tea wants water." };

  it("returns the same video for the same input, also when both arrive at once", async () => {
    const token = await server.openSession();
    const input = { ...INPUT, idempotencyKey: "k1" };
    const all = await Promise.all(Array.from({ length: 4 }, () => upload(token, input)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect((await upload(token, { ...input, language: null })).id).toBe(all[0].id);
    expect((await upload(token, { ...INPUT, idempotencyKey: "k2" })).id).not.toBe(all[0].id);
    expect((await videosOf(token)).length).toBe(2);
  });

  it("refuses it for another input, and knows it in its own session alone", async () => {
    const [token, other] = [await server.openSession(), await server.openSession()];
    const input = { ...INPUT, idempotencyKey: "k1" };
    const video = await upload(token, input);
    for (const changed of [{ title: "Coffee" }, { language: "en" }, { content: "0:00 Black tea." }]) {
      expect(await server.errorCode(UPLOAD, { input: { ...input, ...changed } }, token)).toBe(
        "BAD_USER_INPUT",
      );
    }
    expect((await upload(other, input)).id).not.toBe(video.id);
  });

  it("adds the video again once it has been removed", async () => {
    const token = await server.openSession();
    const input = { ...INPUT, idempotencyKey: "k1" };
    const video = await upload(token, input);
    await server.request("mutation ($id: ID!) { removeVideo(id: $id) { videoId } }", { id: video.id }, token);
    expect((await upload(token, input)).id).not.toBe(video.id);
  });

  it("keeps what came later for the same URL", async () => {
    const token = await server.openSession();
    const input = { ...INPUT, url: fakeUrl(77), idempotencyKey: "k1" };
    const first = await upload(token, input);
    const second = await upload(token, { ...input, title: "Second", idempotencyKey: "k2" });
    expect(second.id).toBe(first.id);
    expect((await upload(token, input)).title).toBe("Second");
  });

  it.each(["", "x".repeat(201)])("refuses a key of another length", async (idempotencyKey) => {
    const token = await server.openSession();
    expect(await server.errorCode(UPLOAD, { input: { ...INPUT, idempotencyKey } }, token)).toBe(
      "BAD_USER_INPUT",
    );
  });
});

describe("removeVideo", () => {
  it("takes the video out of the session, its words out of search, and can be undone", async () => {
    const token = await server.openSession();
    const [{ video }] = await add(token, [fakeUrl(30)]);
    await until(token, "READY");
    const remove = "mutation ($id: ID!) { removeVideo(id: $id) { videoId } }";
    expect(await server.request(remove, { id: video.id }, token)).toEqual({
      removeVideo: { videoId: video.id },
    });
    expect(await videosOf(token)).toEqual([]);
    expect(
      await server.request("query ($id: ID!) { video(id: $id) { id } }", { id: video.id }, token),
    ).toEqual({ video: null });
    expect((await server.request(`{ search(query: "water") { text } }`, {}, token)).search).toEqual([]);
    expect(await server.errorCode(remove, { id: video.id }, token)).toBe("NOT_FOUND");
    await add(token, [fakeUrl(30)]);
    expect(await until(token, "READY")).toHaveLength(1);
  });
});

describe("Video.transcript", () => {
  it("gives what is said from a time until another", async () => {
    const token = await server.openSession();
    const [{ video }] = await add(token, [fakeUrl(31)]);
    await until(token, "READY");
    const starts = async (range: { from?: number; to?: number }) =>
      (await segments(token, video.id, range)).map((segment: { startMs: number }) => segment.startMs);
    expect(await starts({})).toEqual([0, 4000, 9000]);
    expect(await starts({ from: 4000, to: 9000 })).toEqual([4000]);
    expect(await starts({ from: 3999, to: 9001 })).toEqual([0, 4000, 9000]);
    expect(await starts({ from: 10_000 })).toEqual([9000]);
    expect(await starts({ to: 0 })).toEqual([]);
    expect(await starts({ from: 20_000 })).toEqual([]);
    expect(await starts({ from: 9000, to: 4000 })).toEqual([]);
  });
});

describe("videoEvents", () => {
  it("begins with the state of each video, then tells each change and what is removed", async () => {
    const token = await server.openSession();
    const [{ video: held }] = await add(token, [fakeUrl(32)]);
    await until(token, "READY");
    const events = server.subscribe(EVENTS, {}, token);
    // oxlint-disable-next-line typescript/no-explicit-any
    const next = async (): Promise<any> => (await events.next()).value.data.videoEvents;
    expect(await next()).toEqual({
      __typename: "VideoUpdated",
      video: { id: held.id, status: "READY", progress: 1 },
    });

    const [{ video: added }] = await add(token, [fakeUrl(33)]);
    const seen = [];
    while (seen.at(-1)?.status !== "READY") seen.push((await next()).video);
    expect(new Set(seen.map((video) => video.id))).toEqual(new Set([added.id]));
    const progress = seen.map((video) => video.progress);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);

    await server.request("mutation ($id: ID!) { removeVideo(id: $id) { videoId } }", { id: held.id }, token);
    expect(await next()).toEqual({ __typename: "VideoRemoved", videoId: held.id });
    await events.return!();
  });

  it("tells nothing of another session", async () => {
    const [token, other] = [await server.openSession(), await server.openSession()];
    const events = server.subscribe(EVENTS, {}, token);
    const first = events.next();
    await add(other, [fakeUrl(34)]);
    await until(other, "READY");
    const [{ video }] = await add(token, [fakeUrl(35)]);
    expect((await first).value.data.videoEvents.video.id).toBe(video.id);
    await events.return!();
  });
});
