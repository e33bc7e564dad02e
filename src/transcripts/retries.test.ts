import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { eventually } from "../testing/eventually.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { createFakeTranscripts, fakeUrl, fakeYouTubeId } from "../testing/fakes/fake-transcripts.ts";
import { startHttpProxy } from "../testing/network/http-proxy.ts";
import { onPostgreSQL } from "../testing/database/test-database.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";
import { startTestServices } from "../testing/server/test-services.ts";
import { youtubeRefusals, type VideoBehaviour } from "../testing/youtube/youtube-behaviour.ts";
import { startYouTubeServer, type YouTubeServerOptions } from "../testing/youtube/youtube-server.ts";

const ADD = `mutation ($urls: [String!]!) { addVideos(urls: $urls) {
  results { video { status passageCount failure { code retryAt } } } } }`;
const VIDEOS = `{ session { videos { youtubeId status passageCount failure { code retryAt } } } }`;
const EVENTS = `subscription { videoEvents { ... on VideoUpdated { video { youtubeId status progress } } } }`;

type Video = {
  youtubeId: string;
  status: string;
  passageCount: number;
  failure: { code: string; retryAt: string | null } | null;
};

async function start(
  env: Record<string, string> = {},
  behaviour: VideoBehaviour = {},
  options: YouTubeServerOptions = {},
  embedding = createFakeEmbedding(),
) {
  const youtube = await startYouTubeServer({ otherVideos: behaviour, ...options });
  onTestFinished(() => youtube.close());
  const server = await startTestServer({
    env: { YOUTUBE_BASE_URL: youtube.url, ...env },
    dependencies: { embedding },
    ingestIntervals: { pollMs: 50, baseDelayMs: 100 },
  });
  return { youtube, server, token: await server.openSession() };
}

async function add(server: TestServer, token: string, ...numbers: number[]): Promise<Video[]> {
  const { addVideos } = await server.request(ADD, { urls: numbers.map(fakeUrl) }, token);
  return addVideos.results.map(({ video }: { video: Video }) => video);
}

async function list(server: TestServer, token: string): Promise<Video[]> {
  return (await server.request(VIDEOS, {}, token)).session.videos;
}

const untilAll = (server: TestServer, token: string, status: string) =>
  eventually(async () => {
    const videos = await list(server, token);
    return videos.every((video) => video.status === status) && videos;
  });

/** The one video, once it waits for another try. */
const untilWaiting = (server: TestServer, token: string) =>
  eventually(async () => {
    const [video] = await list(server, token);
    return video?.failure?.retryAt ? video : null;
  });

async function startProxy() {
  const proxy = await startHttpProxy();
  onTestFinished(() => proxy.close());
  return proxy;
}

describe("requests to YouTube", () => {
  it("leave by the next proxy where one is blocked, which then rests", async () => {
    const [blocked, good] = [await startProxy(), await startProxy()];
    blocked.refuse = 403;
    const { youtube, server, token } = await start({
      YOUTUBE_PROXY_URLS: `${blocked.url},${good.url}`,
      INGEST_CONCURRENCY: "1",
    });
    await add(server, token, 1, 2, 3, 4);
    await untilAll(server, token, "READY");
    expect(blocked.requests).toHaveLength(1);
    expect(good.requests).toHaveLength(4 * 3);
    expect(youtube.requests).toHaveLength(4 * 3);
  });

  it("cease while all proxies rest, and the videos say until when", async () => {
    const proxies = [await startProxy(), await startProxy()];
    for (const proxy of proxies) proxy.refuse = 429;
    const { youtube, server, token } = await start({
      YOUTUBE_PROXY_URLS: proxies.map((proxy) => proxy.url).join(","),
      INGEST_CONCURRENCY: "1",
    });
    await add(server, token, 1, 2, 3);
    const videos = await eventually(async () => {
      const all = await list(server, token);
      return all.every((video) => video.failure) && all;
    });
    for (const { status, failure } of videos) {
      expect([status, failure!.code]).toEqual(["QUEUED", "RATE_LIMITED"]);
      expect(Date.parse(failure!.retryAt!) - Date.now()).toBeGreaterThan(4 * 60_000);
    }
    expect(proxies.map((proxy) => proxy.requests.length)).toEqual([1, 1]);
    expect(youtube.requests).toHaveLength(0);
  });

  it("keep YOUTUBE_MIN_INTERVAL_MS between them, whatever INGEST_CONCURRENCY", async () => {
    const { youtube, server, token } = await start({
      YOUTUBE_MIN_INTERVAL_MS: "100",
      INGEST_CONCURRENCY: "8",
    });
    const began = Date.now();
    await add(server, token, 1, 2, 3, 4);
    await untilAll(server, token, "READY");
    expect(youtube.requests).toHaveLength(12);
    // The stand-in notes when requests arrive, which may be late, but never early: gaps between them would say less.
    for (const [index, { at }] of youtube.requests.entries())
      expect(at - began).toBeGreaterThanOrEqual(index * 100 - 5);
  });

  it("are of INGEST_CONCURRENCY videos at a time", async () => {
    const { youtube, server, token } = await start({ INGEST_CONCURRENCY: "2" }, {}, { delayMs: 150 });
    await add(server, token, 1, 2, 3, 4, 5, 6);
    await untilAll(server, token, "READY");
    // A video's first request begins 150 ms and more after the requests of those before it.
    const begun = youtube.requests.filter(({ kind }) => kind === "player").map(({ at }) => at);
    expect(begun).toHaveLength(6);
    for (const [index, at] of begun.slice(2).entries())
      expect(at - begun[index]!).toBeGreaterThanOrEqual(290);
  });
});

describe("trying again", () => {
  it("ends where no session will be there any more when YouTube said to come again", async () => {
    const { server, token } = await start(
      { SESSION_EXPIRE_MINUTES: "1", SESSION_RENEW: "off" },
      youtubeRefusals.tooManyRequests,
    );
    await add(server, token, 1);
    const [video] = await untilAll(server, token, "FAILED");
    expect(video!.failure).toEqual({ code: "RATE_LIMITED", retryAt: null });
  });

  it("waits for a time at which use may have kept the session", async () => {
    const { server, token } = await start(
      { SESSION_EXPIRE_MINUTES: "1", SESSION_RENEW: "on-use" },
      youtubeRefusals.tooManyRequests,
    );
    await add(server, token, 1);
    const video = await untilWaiting(server, token);
    const { session } = await server.request("{ session { expiresAt } }", {}, token);
    expect(Date.parse(video.failure!.retryAt!)).toBeGreaterThan(Date.parse(session.expiresAt));
  });

  it("goes on to READY by itself once YouTube gives in, without a trace of the failure", async () => {
    const { youtube, server, token } = await start({}, { player: { status: 503, times: 1 } });
    await add(server, token, 1);
    const [video] = await untilAll(server, token, "READY");
    expect(video).toMatchObject({ failure: null, passageCount: 1 });
    expect(youtube.count("player")).toBe(2);
  });

  it("ends after INGEST_MAX_ATTEMPTS, and begins anew when the video is added again", async () => {
    const { youtube, server, token } = await start({ INGEST_MAX_ATTEMPTS: "1" }, youtubeRefusals.serverError);
    await add(server, token, 1);
    const [failed] = await untilAll(server, token, "FAILED");
    expect(failed!.failure).toEqual({ code: "YOUTUBE_UNREACHABLE", retryAt: null });
    youtube.setVideo(fakeYouTubeId(1), {});
    const [again] = await add(server, token, 1);
    expect(again).toMatchObject({ status: "QUEUED", failure: null });
    await untilAll(server, token, "READY");
  });

  it("comes at once where a video that waits is added again, and within a minute not again", async () => {
    const { youtube, server, token } = await start({}, youtubeRefusals.captionsLimited);
    await add(server, token, 1);
    const before = await untilWaiting(server, token);
    // Cooled down for two minutes, so nothing is sent: the failure is found at once, and is a new one.
    const [again] = await add(server, token, 1);
    expect(again).toMatchObject({ status: "QUEUED", failure: null });
    const after = await untilWaiting(server, token);
    expect(after.failure!.code).toBe(before.failure!.code);
    const [soon] = await add(server, token, 1);
    expect(soon).toMatchObject({ status: "QUEUED", failure: after.failure });
    expect(youtube.count("captions")).toBe(1);

    await server.services.database
      .fork()
      .execute("update transcripts set retried_early_at = now() - interval '61 seconds'");
    const [later] = await add(server, token, 1);
    expect(later).toMatchObject({ status: "QUEUED", failure: null });
    await untilWaiting(server, token);
  });

  it("that comes early takes none of the tries that were to follow", async () => {
    const { youtube, server, token } = await start(
      { INGEST_MAX_ATTEMPTS: "2" },
      {
        player: { status: 503, headers: { "retry-after": "600" }, times: 2 },
      },
    );
    await add(server, token, 1);
    await untilWaiting(server, token);
    await add(server, token, 1);
    expect((await untilWaiting(server, token)).status).toBe("QUEUED");
    expect(youtube.count("player")).toBe(2);
  });

  it("gives up on a video that ends the process each time", async () => {
    const transcripts = createFakeTranscripts();
    const services = await startTestServices({
      dependencies: transcripts,
      env: { INGEST_MAX_ATTEMPTS: "3" },
    });
    // What the last of many processes left behind that did not live to say more.
    await services.query(
      `insert into transcripts (id, youtube_id, status, losses, lease_id, lease_until, created_at)
       values (gen_random_uuid(), ?, 'FETCHING', 50, gen_random_uuid(), now(), now())`,
      [fakeYouTubeId(1)],
    );
    const { session } = await services.sessions.getOrCreate(null);
    await services.videos.add(session, [fakeUrl(1)], null);
    const video = await eventually(async () => {
      const [one] = await services.videos.list(session);
      return one!.transcript.status === "FAILED" && one!.transcript;
    });
    expect([video.failure!.code, video.retryAt]).toEqual(["INTERNAL", null]);
    expect(transcripts.requests).toHaveLength(0);
  });
});

describe("a video that is READY already", () => {
  it("is READY at once in another session, and nobody is asked for it", async () => {
    const { youtube, server, token } = await start();
    await add(server, token, 1);
    await untilAll(server, token, "READY");
    const before = youtube.requests.length;
    const [video] = await add(server, await server.openSession(), 1);
    expect(video).toMatchObject({ status: "READY", passageCount: 1, failure: null });
    expect(youtube.requests).toHaveLength(before);
  });
});

describe.runIf(onPostgreSQL)("videoEvents", () => {
  it("follow the work on whichever replica it is done, with progress that only grows", async () => {
    const { youtube, server, token } = await start({}, {}, {}, createSlowEmbedding());
    const cues = Array.from({ length: 2000 }, (_, index) => ({
      startMs: index * 2000,
      endMs: index * 2000 + 2000,
      text: `Sentence ${index} speaks of water, of mountains and of what boils.`,
    }));
    youtube.setVideo(fakeYouTubeId(1), { cues });
    const other = await startTestServer({
      env: { YOUTUBE_BASE_URL: youtube.url },
      dependencies: { embedding: createSlowEmbedding() },
      database: server.database,
    });
    const watched = [server, other].map(async (replica) => {
      const seen: { status: string; progress: number }[] = [];
      const events = replica.subscribe(EVENTS, {}, token);
      while (seen.at(-1)?.status !== "READY") seen.push((await events.next()).value.data.videoEvents.video);
      await events.return!();
      return seen;
    });
    await add(other, token, 1);
    for (const seen of await Promise.all(watched)) {
      const progress = seen.map((video) => video.progress);
      expect(progress).toEqual(progress.toSorted((one, other_) => one - other_));
      expect(seen.map((video) => video.status)).toContain("EMBEDDING");
      expect(progress.filter((value) => value > 0.1 && value < 1).length).toBeGreaterThanOrEqual(2);
    }
    await other.close();
  });
});

/** Embeds one call after another, each in a third of a second. */
function createSlowEmbedding() {
  let last = Promise.resolve();
  return createFakeEmbedding({ before: () => (last = last.then(() => sleep(300))) });
}
