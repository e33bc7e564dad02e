import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../testing/eventually.ts";
import { fakeUrl, fakeYouTubeId } from "../testing/fakes/fake-transcripts.ts";
import { startTestServer, type TestServer } from "../testing/server/test-server.ts";
import { youtubeRefusals } from "../testing/youtube/youtube-behaviour.ts";
import { startYouTubeServer, type YouTubeServer } from "../testing/youtube/youtube-server.ts";
import type { FetchTranscript } from "../youtube/fetch-transcript.ts";
import { FAILURES, type Remedy } from "../youtube/transcript-failure.ts";
import { createYouTube } from "../youtube/youtube.ts";

type Code = keyof typeof FAILURES;
/** What a client is told. FINAL: FAILED, and never tried again by itself. WAITS: QUEUED, and tried again at `retryAt`. */
type Told = [code: Code, remedy: Remedy, what: "FINAL" | "WAITS", leastWaitMs?: number];

const told: Record<keyof typeof youtubeRefusals, Told> = {
  nonexistent: ["VIDEO_UNAVAILABLE", "NONE", "FINAL"],
  removed: ["VIDEO_UNAVAILABLE", "NONE", "FINAL"],
  private: ["PRIVATE", "UPLOAD_TRANSCRIPT", "FINAL"],
  ageRestricted: ["AGE_RESTRICTED", "UPLOAD_TRANSCRIPT", "FINAL"],
  ageRestrictedInGerman: ["AGE_RESTRICTED", "UPLOAD_TRANSCRIPT", "FINAL"],
  geoBlocked: ["GEO_BLOCKED", "UPLOAD_TRANSCRIPT", "FINAL"],
  membersOnly: ["MEMBERS_ONLY", "UPLOAD_TRANSCRIPT", "FINAL"],
  upcoming: ["UPCOMING_OR_LIVE", "RETRY", "FINAL"],
  liveNow: ["UPCOMING_OR_LIVE", "RETRY", "FINAL"],
  captionsDisabled: ["CAPTIONS_DISABLED", "UPLOAD_TRANSCRIPT", "FINAL"],
  botCheck: ["BLOCKED", "UPLOAD_TRANSCRIPT", "WAITS", 890_000],
  tokenNeeded: ["BLOCKED", "UPLOAD_TRANSCRIPT", "WAITS", 890_000],
  forbidden: ["BLOCKED", "UPLOAD_TRANSCRIPT", "WAITS", 890_000],
  captionsForbidden: ["BLOCKED", "UPLOAD_TRANSCRIPT", "WAITS", 890_000],
  emptyCaptions: ["BLOCKED", "UPLOAD_TRANSCRIPT", "WAITS"],
  sessionLimited: ["RATE_LIMITED", "WAIT", "WAITS", 290_000],
  tooManyRequests: ["RATE_LIMITED", "WAIT", "WAITS", 110_000],
  captcha: ["RATE_LIMITED", "WAIT", "WAITS", 290_000],
  captionsLimited: ["RATE_LIMITED", "WAIT", "WAITS", 110_000],
  captchaForCaptions: ["RATE_LIMITED", "WAIT", "WAITS", 290_000],
  consentPage: ["CONSENT_REQUIRED", "UPLOAD_TRANSCRIPT", "WAITS", 890_000],
  consentRedirect: ["CONSENT_REQUIRED", "UPLOAD_TRANSCRIPT", "WAITS", 890_000],
  consentForCaptions: ["CONSENT_REQUIRED", "UPLOAD_TRANSCRIPT", "WAITS", 890_000],
  noWords: ["EMPTY_TRANSCRIPT", "UPLOAD_TRANSCRIPT", "FINAL"],
  serverError: ["YOUTUBE_UNREACHABLE", "WAIT", "WAITS"],
  cutConnection: ["YOUTUBE_UNREACHABLE", "WAIT", "WAITS"],
  cutCaptions: ["YOUTUBE_UNREACHABLE", "WAIT", "WAITS"],
  hang: ["YOUTUBE_UNREACHABLE", "WAIT", "WAITS"],
  htmlForCaptions: ["YOUTUBE_CHANGED", "UPLOAD_TRANSCRIPT", "WAITS"],
  truncatedXml: ["YOUTUBE_CHANGED", "UPLOAD_TRANSCRIPT", "WAITS"],
  truncatedJson: ["YOUTUBE_CHANGED", "UPLOAD_TRANSCRIPT", "WAITS"],
  unknownAnswer: ["YOUTUBE_CHANGED", "UPLOAD_TRANSCRIPT", "WAITS"],
};
const names = Object.keys(told) as (keyof typeof told)[];

const VIDEOS = `{ session { videos {
  youtubeId status progress language failure { code message remedy retryAt availableLanguages } } } }`;
const ADD = `mutation ($urls: [String!]!, $language: String) { addVideos(urls: $urls, language: $language) {
  results { video { id } } } }`;

type Video = {
  youtubeId: string;
  status: string;
  progress: number;
  failure: {
    code: string;
    message: string;
    remedy: string;
    retryAt: string | null;
    availableLanguages: string[];
  } | null;
};

describe("a refusal of YouTube, as a client of the server reads it", () => {
  let youtube: YouTubeServer;
  let server: TestServer;
  let token: string;
  const readAt = new Map<string, { video: Video; at: number }>();

  beforeAll(async () => {
    youtube = await startYouTubeServer();
    server = await startTestServer({
      env: { SESSION_EXPIRE_MINUTES: "600", INGEST_CONCURRENCY: "8" },
      dependencies: { fetchTranscript: fetchEachByItself(youtube.url) },
    });
    names.forEach((name, number) => youtube.setVideo(fakeYouTubeId(number), youtubeRefusals[name]));
    token = await server.openSession();
    await server.request(ADD, { urls: names.map((_, number) => fakeUrl(number)) }, token);
    // Those that wait are tried again before long: what counts is what is told first.
    await eventually(
      async () => {
        const { session } = await server.request(VIDEOS, {}, token);
        for (const video of session.videos as Video[]) {
          if (video.failure && !readAt.has(video.youtubeId)) {
            readAt.set(video.youtubeId, { video, at: Date.now() });
          }
        }
        return readAt.size === names.length;
      },
      { withinMs: 50_000 },
    );
  });
  afterAll(async () => {
    await server.close();
    await server.database.drop();
    await youtube.close();
  });

  it.each(names.map((name, number) => [name, ...told[name].slice(0, 1), number] as [string, Code, number]))(
    "%s reads as %s",
    (name, code, number) => {
      const [, remedy, what, leastWaitMs = 500] = told[name as keyof typeof told];
      const { video, at } = readAt.get(fakeYouTubeId(number))!;
      expect(video.failure).toMatchObject({ code, remedy, availableLanguages: [] });
      expect(video.failure!.message).toBe(FAILURES[code].message);
      expect([video.status, video.progress]).toEqual([what === "FINAL" ? "FAILED" : "QUEUED", 0]);
      const { retryAt } = video.failure!;
      expect(retryAt === null).toBe(what === "FINAL");
      // It was read a little after it was written.
      const waitMs = retryAt === null ? Infinity : Date.parse(retryAt) - at;
      expect(waitMs).toBeGreaterThan(leastWaitMs - 2_000);
    },
  );

  it("names the languages that there are where the one asked for is not", async () => {
    const number = names.length;
    const tracks = [{ languageCode: "nl" }, { languageCode: "en" }, { languageCode: "en", automatic: true }];
    youtube.setVideo(fakeYouTubeId(number), { tracks });
    const video = async () => {
      const { session } = await server.request(VIDEOS, {}, token);
      return (session.videos as (Video & { language: string })[]).find(
        ({ youtubeId }) => youtubeId === fakeYouTubeId(number),
      );
    };
    await server.request(ADD, { urls: [fakeUrl(number)], language: "fr" }, token);
    const failed = await eventually(async () => ((await video())?.failure ? video() : null));
    expect(failed).toMatchObject({ status: "FAILED" });
    expect(failed.failure).toMatchObject({
      code: "LANGUAGE_UNAVAILABLE",
      remedy: "CHOOSE_LANGUAGE",
      retryAt: null,
      availableLanguages: ["nl", "en"],
    });
    await server.request(ADD, { urls: [fakeUrl(number)], language: "nl" }, token);
    const ready = await eventually(async () => ((await video())?.status === "READY" ? video() : null));
    expect(ready).toMatchObject({ language: "nl", failure: null });
  });
});

/** The real edge, for each video by itself: one that YouTube blocks would let the others rest. And it waits less. */
function fetchEachByItself(baseUrl: string): FetchTranscript {
  const hanging = fakeYouTubeId(names.indexOf("hang"));
  return async (request, signal) => {
    const timeoutMs = request.youtubeId === hanging ? 100 : 20_000;
    const youtube = createYouTube({ baseUrl, timeoutMs, random: () => 0 });
    try {
      return await youtube.fetchTranscript(request, signal);
    } finally {
      await youtube.close();
    }
  };
}
