import { describe, expect, it, onTestFinished } from "vitest";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { startTestServer } from "../testing/server/test-server.ts";
import {
  channelEndpoint,
  type PlaylistBehaviour,
  redirectEndpoint,
} from "../testing/youtube/playlist-answers.ts";
import { captchaPage, consentPage, type Trouble } from "../testing/youtube/youtube-behaviour.ts";
import { startYouTubeServer } from "../testing/youtube/youtube-server.ts";
import type { YouTubeOptions } from "../youtube/youtube.ts";

const ADD = `mutation ($url: String!, $first: Int, $language: String) {
  addPlaylist(url: $url, first: $first, language: $language) {
    title videoCount
    results { url video { youtubeId status } error { code } }
    error { code message remedy retryAfterMs }
  } }`;
const LIST = "PLaaaaaaaaaaaaaaaa";
const LIST_URL = `https://www.youtube.com/playlist?list=${LIST}`;
const CHANNEL = "UC0123456789abcdefghijkl";
const UPLOADS = "UU0123456789abcdefghijkl";

const idOf = (number: number) => `video${String(number).padStart(6, "0")}`;
const ids = (count: number, from = 1) => Array.from({ length: count }, (_, index) => idOf(from + index));

type Result = {
  url: string;
  video: { youtubeId: string; status: string } | null;
  error: { code: string } | null;
};
type Payload = {
  title: string | null;
  videoCount: number | null;
  results: Result[];
  error: { code: string; message: string; remedy: string; retryAfterMs: number | null } | null;
};

async function start({
  playlist,
  env = {},
  youtubeOptions,
}: { playlist?: PlaylistBehaviour; env?: Record<string, string>; youtubeOptions?: YouTubeOptions } = {}) {
  const youtube = await startYouTubeServer({ otherVideos: {} });
  onTestFinished(() => youtube.close());
  const server = await startTestServer({
    env: { YOUTUBE_BASE_URL: youtube.url, ...env },
    dependencies: { embedding: createFakeEmbedding() },
    youtubeOptions: { baseUrl: youtube.url, ...youtubeOptions },
  });
  if (playlist) youtube.setPlaylist(LIST, playlist);
  const token = await server.openSession();
  const add = async (url = LIST_URL, variables: object = {}): Promise<Payload> =>
    (await server.request(ADD, { url, ...variables }, token)).addPlaylist;
  const errorCode = (url: string, variables: object) => server.errorCode(ADD, { url, ...variables }, token);
  return { youtube, server, token, add, errorCode };
}

const added = ({ results }: Payload) => results.map(({ video }) => video?.youtubeId ?? null);

describe("addPlaylist", () => {
  it("adds the first 20 videos, and tells the title and how many there are", async () => {
    const { add, youtube } = await start({ playlist: { title: "A course", youtubeIds: ids(1042) } });
    const payload = await add();
    expect(payload).toMatchObject({ title: "A course", videoCount: 1042, error: null });
    expect(added(payload)).toEqual(ids(20));
    expect(payload.results[0]).toMatchObject({
      url: `https://www.youtube.com/watch?v=${idOf(1)}`,
      video: { status: "QUEUED" },
      error: null,
    });
    expect(youtube.count("browse")).toBe(1);
  });

  it.each<PlaylistBehaviour>([
    { form: "playlistVideoRenderer", continuation: "endpoint" },
    { form: "lockupViewModel", continuation: "commands" },
    { form: "shortsLockupViewModel", continuation: "viewModel" },
  ])("reads page after page in the form $form, up to `first`", async (form) => {
    const { add, youtube } = await start({ playlist: { youtubeIds: ids(30), pageSize: 10, ...form } });
    expect(added(await add(LIST_URL, { first: 25 }))).toEqual(ids(25));
    expect(youtube.count("browse")).toBe(3);
  });

  it("asks for the list where the page has none", async () => {
    const { add } = await start({ playlist: { youtubeIds: ids(3), withoutList: true, saysCount: null } });
    const payload = await add();
    expect(added(payload)).toEqual(ids(3));
    expect(payload).toMatchObject({ videoCount: null, error: null });
  });

  it("leaves out what nobody can watch, and what is listed twice", async () => {
    const youtubeIds = [...ids(3), idOf(1), ...ids(2, 4)];
    const { add } = await start({ playlist: { youtubeIds, unavailable: [idOf(2)] } });
    const payload = await add(LIST_URL, { first: 3 });
    expect(added(payload)).toEqual([idOf(1), idOf(3), idOf(4)]);
    expect(payload.videoCount).toBe(6);
  });

  it("takes the list of a watch address, and the language for each video", async () => {
    const { add, server, token } = await start({ playlist: { youtubeIds: ids(2) } });
    const url = `https://www.youtube.com/watch?v=${idOf(9)}&list=${LIST}&index=2`;
    expect(added(await add(url, { language: "en" }))).toEqual(ids(2));
    expect(
      (await server.request("{ session { videos { youtubeId } } }", {}, token)).session.videos,
    ).toHaveLength(2);
  });

  it("adds as many as the session has room for, and gives SESSION_VIDEO_LIMIT for the others", async () => {
    const { add } = await start({ playlist: { youtubeIds: ids(5) }, env: { SESSION_MAX_VIDEOS: "3" } });
    const { results, error } = await add(LIST_URL, { first: 3 });
    expect(results.map((result) => result.error)).toEqual([null, null, null]);
    expect(error).toBeNull();
  });

  it("keeps what the session holds, and tells of the others that it is full", async () => {
    const { add, youtube } = await start({
      playlist: { youtubeIds: ids(2) },
      env: { SESSION_MAX_VIDEOS: "3" },
    });
    // The default of `first` is no more than the session may hold.
    expect(added(await add())).toEqual(ids(2));
    youtube.setPlaylist("PLbbbbbbbbbbbb", { youtubeIds: [idOf(2), ...ids(2, 7)] });
    const { results } = await add("https://www.youtube.com/playlist?list=PLbbbbbbbbbbbb", { first: 3 });
    expect(results.map((result) => result.error?.code ?? result.video!.youtubeId)).toEqual([
      idOf(2),
      idOf(7),
      "SESSION_VIDEO_LIMIT",
    ]);
  });

  it.each([{ first: 0 }, { first: -1 }, { first: 4 }, { language: "not a language" }])(
    "refuses %j as BAD_USER_INPUT",
    async (variables) => {
      const { errorCode, youtube } = await start({ env: { SESSION_MAX_VIDEOS: "3" } });
      expect(await errorCode(LIST_URL, { first: 1, ...variables })).toBe("BAD_USER_INPUT");
      expect(youtube.requests).toHaveLength(0);
    },
  );
});

describe("the address of a channel", () => {
  it.each([
    "https://www.youtube.com/@someone/videos",
    "youtube.com/c/Someone",
    "https://www.youtube.com/Someone",
  ])("%s is resolved, and its uploads are taken", async (url) => {
    const { add, youtube } = await start();
    const path = ["@someone", "c/Someone", "Someone"].find((each) => url.includes(`/${each}`))!;
    youtube.setEndpoint(`https://www.youtube.com/${path}`, channelEndpoint(CHANNEL));
    youtube.setPlaylist(UPLOADS, { title: "Uploads from Someone", youtubeIds: ids(2) });
    const payload = await add(url);
    expect(payload).toMatchObject({ title: "Uploads from Someone", error: null });
    expect(added(payload)).toEqual(ids(2));
  });

  it("by id needs no resolving", async () => {
    const { add, youtube } = await start();
    youtube.setPlaylist(UPLOADS, { youtubeIds: ids(2) });
    expect(added(await add(`https://www.youtube.com/channel/${CHANNEL}`))).toEqual(ids(2));
    expect(youtube.count("resolve")).toBe(0);
  });

  it("may lead to another address first", async () => {
    const { add, youtube } = await start();
    youtube.setEndpoint("https://www.youtube.com/user/old", redirectEndpoint("https://www.youtube.com/@new"));
    youtube.setEndpoint("https://www.youtube.com/@new", channelEndpoint(CHANNEL));
    youtube.setPlaylist(UPLOADS, { youtubeIds: ids(1) });
    expect(added(await add("https://www.youtube.com/user/old"))).toEqual(ids(1));
  });

  it("that nobody has is PLAYLIST_UNAVAILABLE, and one without uploads PLAYLIST_EMPTY", async () => {
    const { add, youtube } = await start();
    expect((await add("https://www.youtube.com/@nobody")).error!.code).toBe("PLAYLIST_UNAVAILABLE");
    youtube.setEndpoint("https://www.youtube.com/@silent", channelEndpoint(CHANNEL));
    expect((await add("https://www.youtube.com/@silent")).error!.code).toBe("PLAYLIST_EMPTY");
  });
});

describe("the error of addPlaylist", () => {
  const json = (body: object) => ({
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

  it.each<[string, Trouble, string]>([
    ["429", { status: 429, headers: { "retry-after": "120" } }, "RATE_LIMITED"],
    [
      "a captcha",
      { status: 429, body: captchaPage, headers: { "content-type": "text/html" } },
      "RATE_LIMITED",
    ],
    ["403", { status: 403 }, "BLOCKED"],
    [
      "the way to sign in",
      { status: 302, headers: { location: "https://accounts.google.com/x" } },
      "BLOCKED",
    ],
    ["a consent page", { body: consentPage, headers: { "content-type": "text/html" } }, "CONSENT_REQUIRED"],
    ["503", { status: 503 }, "YOUTUBE_UNREACHABLE"],
    ["a cut connection", { cut: "BEFORE" }, "YOUTUBE_UNREACHABLE"],
    ["half an answer", { cut: "MIDDLE" }, "YOUTUBE_UNREACHABLE"],
    ["an empty body", { body: "" }, "YOUTUBE_CHANGED"],
    ["another shape", json({ answer: 42 }), "YOUTUBE_CHANGED"],
    ["no JSON", { body: "{" }, "YOUTUBE_CHANGED"],
    [
      "InnerTube's 400",
      { status: 400, ...json({ error: { code: 400, status: "INVALID_ARGUMENT" } }) },
      "PLAYLIST_UNAVAILABLE",
    ],
    [
      "a private list",
      json({
        alerts: [{ alertRenderer: { type: "ERROR", text: { simpleText: "This playlist is private." } } }],
      }),
      "PLAYLIST_UNAVAILABLE",
    ],
  ])("for %s", async (_, browse, code) => {
    const { add } = await start({ playlist: { youtubeIds: ids(3), browse } });
    const payload = await add();
    expect(payload).toMatchObject({ results: [], error: { code } });
    expect(payload.error!.message).not.toBe("");
  });

  it("tells how long YouTube asked to wait, during which nothing is sent", async () => {
    const browse = { status: 429, headers: { "retry-after": "120" } };
    const { add, youtube } = await start({ playlist: { browse } });
    const { error } = await add();
    expect(error).toMatchObject({ code: "RATE_LIMITED", remedy: "RETRY" });
    expect(error!.retryAfterMs).toBeGreaterThan(100_000);
    expect((await add()).error!.code).toBe("RATE_LIMITED");
    expect(youtube.count("browse")).toBe(1);
  });

  it("is PLAYLIST_EMPTY for a list without videos, or without any that can be watched", async () => {
    const { add, youtube } = await start({ playlist: { youtubeIds: [] } });
    expect(await add()).toMatchObject({ videoCount: 0, results: [], error: { code: "PLAYLIST_EMPTY" } });
    youtube.setPlaylist(LIST, { youtubeIds: ids(2), unavailable: ids(2) });
    expect((await add()).error).toMatchObject({ code: "PLAYLIST_EMPTY", remedy: "NONE", retryAfterMs: null });
  });

  it.each([`RD${idOf(1)}`, "RDMM", "WL", "LL", "LM"])(
    "is PLAYLIST_UNVIEWABLE for %s, without asking",
    async (list) => {
      const { add, youtube } = await start();
      const payload = await add(`https://www.youtube.com/watch?v=${idOf(1)}&list=${list}`);
      expect(payload.error!.code).toBe("PLAYLIST_UNVIEWABLE");
      expect(youtube.requests).toHaveLength(0);
    },
  );

  it.each(["", "nonsense", "https://vimeo.com/1", `https://youtu.be/${idOf(1)}`])(
    "is NOT_A_PLAYLIST_URL for %j",
    async (url) => {
      const { add } = await start();
      expect((await add(url)).error).toMatchObject({ code: "NOT_A_PLAYLIST_URL", retryAfterMs: null });
    },
  );

  it("stands beside what was read before", async () => {
    const { add } = await start({
      playlist: { youtubeIds: ids(30), pageSize: 10, nextPage: { status: 429 } },
    });
    const payload = await add(LIST_URL, { first: 30 });
    expect(added(payload)).toEqual(ids(10));
    expect(payload).toMatchObject({ title: "A playlist", videoCount: 30, error: { code: "RATE_LIMITED" } });
  });

  it("stands beside what was read within the limit", async () => {
    const { add } = await start({
      playlist: { youtubeIds: ids(30), pageSize: 10, nextPage: { hang: true } },
      youtubeOptions: { playlistLimitMs: 2_000 },
    });
    const payload = await add(LIST_URL, { first: 30 });
    expect(added(payload)).toEqual(ids(10));
    expect(payload.error).toMatchObject({ code: "YOUTUBE_UNREACHABLE", remedy: "RETRY" });
    expect(payload.error!.message).toContain("within 2 seconds");
  });
});
