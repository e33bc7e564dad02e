import { describe, expect, it } from "vitest";
import type { VideoFailureCode } from "./transcript-failure.ts";
import { refusalOf, useYouTube, VIDEO_ID as ID } from "../testing/youtube/youtube-fixture.ts";
import { youtubeRefusals } from "../testing/youtube/youtube-behaviour.ts";

const fixture = useYouTube();
const { open, fetchVideo, formatsAsked } = fixture;

describe("a video with captions", () => {
  it("gives cues, language, kind of track, title, author, thumbnail and length", async () => {
    const cues = [
      { startMs: 1_000, endMs: 2_000, text: "Salt & water" },
      { startMs: 2_500, endMs: 4_000, text: "do mix." },
    ];
    const transcript = await fetchVideo({ title: "On “salt”", author: "Kitchen", durationMs: 90_000, cues });
    expect(transcript).toMatchObject({
      language: "en",
      track: "AUTOMATIC",
      title: "On “salt”",
      author: "Kitchen",
    });
    expect(transcript).toMatchObject({ durationMs: 90_000, thumbnailUrl: expect.stringContaining(ID) });
    expect(transcript.cues).toEqual(cues);
  });

  it.each([
    "http://i.ytimg.com/vi/x/default.jpg",
    "https://i.ytimg.com.evil.example/x.jpg",
    "https://ytimg.com@evil.example/x.jpg",
    "javascript:alert(1)//i.ytimg.com",
    "data:text/html,x",
    "//i.ytimg.com/x.jpg",
    `https://i.ytimg.com/${"x".repeat(2000)}`,
  ])("has its usual thumbnail where YouTube names %s", async (thumbnail) => {
    const { thumbnailUrl } = await fetchVideo({ thumbnail });
    expect(thumbnailUrl).toBe(`https://i.ytimg.com/vi/${ID}/hqdefault.jpg`);
  });

  it("has its thumbnail from any of YouTube's servers of pictures", async () => {
    const thumbnail = "https://i9.ytimg.com/vi/x/default.jpg?sqp=-oay";
    expect(await fetchVideo({ thumbnail })).toMatchObject({ thumbnailUrl: thumbnail });
  });

  it("has texts on one line, without what misleads", async () => {
    const title = "Salt\u202E gpj.exe\n\u0007now";
    const fetched = await fetchVideo({ title, author: "\u2067A\u2069" + "b".repeat(600) });
    expect(fetched).toMatchObject({ title: "Salt gpj.exe now", author: `A${"b".repeat(498)}…` });
    expect(await fetchVideo({ title: "\u200B \u202E" })).toMatchObject({ title: null });
    const description = "0:00 Hel\u202Elo\n0:30 Salt\n1:00 Water";
    const { chapters } = await fetchVideo({ description, durationMs: 90_000 });
    expect(chapters?.[0]?.title).toBe("Hello");
  });

  it("costs one player request, one for the captions and one for the title", async () => {
    await fetchVideo({});
    expect([
      fixture.server.count("player"),
      fixture.server.count("captions"),
      fixture.server.count("oEmbed"),
    ]).toEqual([1, 1, 1]);
    expect(fixture.server.requests).toHaveLength(3);
  });

  it("has the chapters that its description lists", async () => {
    const description = "All about salt.\n\n0:00 Hello\n0:30 – Salt\n1:00 Water https://example.com\n\nBye!";
    const { chapters } = await fetchVideo({ description, durationMs: 90_000 });
    expect(chapters).toEqual([
      { startMs: 0, title: "Hello" },
      { startMs: 30_000, title: "Salt" },
      { startMs: 60_000, title: "Water" },
    ]);
    expect(await fetchVideo({ description, durationMs: 65_000 })).toMatchObject({ chapters: null });
    expect(await fetchVideo({ description: "At 0:30 it dissolves." })).toMatchObject({ chapters: null });
    expect(await fetchVideo({})).toMatchObject({ chapters: null });
  });

  it("arrives without oEmbed, with what the player says of it", async () => {
    const transcript = await fetchVideo({ title: "Salt", oEmbed: { status: 401 } });
    expect(transcript).toMatchObject({ title: "Salt", author: "A channel" });
  });

  it("arrives as json3 where the srv3 is broken", async () => {
    const transcript = await fetchVideo({
      captions: { body: '<timedtext format="3"><body><p t="0"', times: 1 },
    });
    expect(transcript.cues).toHaveLength(2);
    expect(formatsAsked()).toEqual(["srv3", "json3"]);
  });

  it("is fetched in the language asked for, not in the first there is", async () => {
    const german = [{ startMs: 0, endMs: 1_000, text: "Hallo" }];
    const tracks = [
      { languageCode: "ar" },
      { languageCode: "ar", translatedTo: "de" },
      { languageCode: "en", automatic: true },
      { languageCode: "de", cues: german },
    ];
    const transcript = await fetchVideo({ tracks }, { language: "de" });
    expect(transcript).toMatchObject({ language: "de", track: "MANUAL", cues: german });
    expect((await fetchVideo({ tracks })).language).toBe("en");
  });

  it("is fetched in the language that is spoken, not in that of a dub which YouTube makes the default", async () => {
    const spoken = [{ startMs: 0, endMs: 1_000, text: "水は百度で沸騰します。" }];
    const tracks = [
      { languageCode: "en", automatic: true },
      { languageCode: "ja", name: "Commentary" },
      { languageCode: "ja", cues: spoken },
    ];
    const audioTracks = [
      { audioTrackId: "en.10", captionTrackIndices: [0] },
      { audioTrackId: "ja.4", captionTrackIndices: [1, 2] },
    ];
    const transcript = await fetchVideo({ tracks, audioTracks, defaultAudioTrack: 0 });
    expect(transcript).toMatchObject({ language: "ja", track: "MANUAL", cues: spoken });
    expect(await fetchVideo({ tracks, audioTracks }, { language: "en-US" })).toMatchObject({
      language: "en",
    });
  });

  it("is found on the watch page where the player response speaks only to the app", async () => {
    const elsewhere = JSON.stringify({
      playabilityStatus: {
        status: "UNPLAYABLE",
        reason: "The following content is not available on this app.",
      },
    });
    // The watch page's captions need a token that a server has not: that is what is reported, not "no captions".
    const refusal = await refusalOf(fetchVideo({ player: { body: elsewhere } }));
    expect(refusal.code).toBe("BLOCKED");
    expect([fixture.server.count("watch"), fixture.server.count("captions")]).toEqual([1, 1]);
  });
});

describe("what YouTube says no to", () => {
  const expected: Record<keyof typeof youtubeRefusals, VideoFailureCode> = {
    nonexistent: "VIDEO_UNAVAILABLE",
    removed: "VIDEO_UNAVAILABLE",
    private: "PRIVATE",
    ageRestricted: "AGE_RESTRICTED",
    ageRestrictedInGerman: "AGE_RESTRICTED",
    geoBlocked: "GEO_BLOCKED",
    membersOnly: "MEMBERS_ONLY",
    upcoming: "UPCOMING_OR_LIVE",
    liveNow: "UPCOMING_OR_LIVE",
    captionsDisabled: "CAPTIONS_DISABLED",
    botCheck: "BLOCKED",
    tokenNeeded: "BLOCKED",
    forbidden: "BLOCKED",
    captionsForbidden: "BLOCKED",
    emptyCaptions: "BLOCKED",
    sessionLimited: "RATE_LIMITED",
    tooManyRequests: "RATE_LIMITED",
    captcha: "RATE_LIMITED",
    captionsLimited: "RATE_LIMITED",
    captchaForCaptions: "RATE_LIMITED",
    consentPage: "CONSENT_REQUIRED",
    consentRedirect: "CONSENT_REQUIRED",
    consentForCaptions: "CONSENT_REQUIRED",
    noWords: "EMPTY_TRANSCRIPT",
    serverError: "YOUTUBE_UNREACHABLE",
    cutConnection: "YOUTUBE_UNREACHABLE",
    cutCaptions: "YOUTUBE_UNREACHABLE",
    hang: "YOUTUBE_UNREACHABLE",
    htmlForCaptions: "YOUTUBE_CHANGED",
    truncatedXml: "YOUTUBE_CHANGED",
    truncatedJson: "YOUTUBE_CHANGED",
    unknownAnswer: "YOUTUBE_CHANGED",
  };

  it.each(Object.entries(expected))("%s reads as %s", async (name, code) => {
    const behaviour = youtubeRefusals[name as keyof typeof youtubeRefusals];
    const youtube = open(name === "hang" ? { timeoutMs: 100 } : {});
    const refusal = await refusalOf(fetchVideo(behaviour, { youtube }));
    expect(refusal).toMatchObject({ name: "TranscriptError", code });
    expect(refusal.message).toMatch(/^[A-Z].*[.”]$/);
  });

  it("a language that is not there reads as such, with those that are", async () => {
    const tracks = [{ languageCode: "nl" }, { languageCode: "en" }, { languageCode: "en", automatic: true }];
    const refusal = await refusalOf(fetchVideo({ tracks }, { language: "fr" }));
    expect(refusal).toMatchObject({ code: "LANGUAGE_UNAVAILABLE", availableLanguages: ["nl", "en"] });
    expect(fixture.server.requests).toHaveLength(1);
  });

  it("an impossible id reads as no such video, and nothing is sent", async () => {
    const request = { youtubeId: "../etc/pass", language: null };
    const refusal = await refusalOf(open().fetchTranscript(request, new AbortController().signal));
    expect(refusal.code).toBe("VIDEO_UNAVAILABLE");
    expect(fixture.server.requests).toHaveLength(0);
  });

  it("more captions than the limit read as too large", async () => {
    const cues = Array.from({ length: 200 }, (_, index) => ({
      startMs: index * 1_000,
      endMs: index * 1_000 + 900,
      text: `Sentence number ${index}`,
    }));
    const refusal = await refusalOf(fetchVideo({ cues }, { youtube: open({ maxBytes: 2_000 }) }));
    expect(refusal.code).toBe("TRANSCRIPT_TOO_LARGE");
  });

  it("a refused port reads as unreachable", async () => {
    const youtube = open({ baseUrl: "http://127.0.0.1:1" });
    expect((await refusalOf(fetchVideo({}, { youtube }))).code).toBe("YOUTUBE_UNREACHABLE");
  });

  it("unknown words for not playing are passed on in YouTube's own", async () => {
    const playability = { status: "UNPLAYABLE", reason: "Dieses Video kann nicht abgespielt werden" };
    const refusal = await refusalOf(fetchVideo({ playability }));
    expect(refusal).toMatchObject({ code: "VIDEO_UNAVAILABLE" });
    expect(refusal.message).toContain("Dieses Video kann nicht abgespielt werden");
  });
});
