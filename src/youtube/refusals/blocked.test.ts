import { describe, expect, it } from "vitest";
import { refusalOf, useYouTube } from "../../testing/youtube/youtube-fixture.ts";
import { youtubeRefusals } from "../../testing/youtube/youtube-behaviour.ts";

const fixture = useYouTube();
const { open, fetchVideo } = fixture;

describe("a server that YouTube blocks", () => {
  it("never reads as disabled captions: the watch page's refusal outranks the player's silence", async () => {
    const { captcha, botCheck } = youtubeRefusals;
    const limited = await refusalOf(fetchVideo({ tracks: [], watch: captcha.watch }));
    expect(limited.code).toBe("RATE_LIMITED");
    const answer = JSON.stringify({ ...botCheck, playabilityStatus: botCheck.playability });
    const body = `<script>var ytInitialPlayerResponse = ${answer};</script>`;
    expect((await refusalOf(fetchVideo({ tracks: [], watch: { body } }))).code).toBe("BLOCKED");
  });

  it("is told of disabled captions where only the watch page asks for consent, as it does of all in some countries", async () => {
    const { consentPage } = youtubeRefusals;
    const refusal = await refusalOf(fetchVideo({ tracks: [], watch: consentPage.watch }));
    expect(refusal.code).toBe("CAPTIONS_DISABLED");
  });

  it("is not told of disabled captions by an answer that describes no video, where the page asks for consent", async () => {
    const player = { body: '{"playabilityStatus":{"status":"OK"}}' };
    const refusal = await refusalOf(fetchVideo({ player, watch: youtubeRefusals.consentPage.watch }));
    expect(refusal.code).toBe("CONSENT_REQUIRED");
  });

  it("reads as blocked where it is asked to sign in, in words it cannot read", async () => {
    const playability = { status: "LOGIN_REQUIRED", reason: "ログインして続行してください" };
    expect((await refusalOf(fetchVideo({ playability }))).code).toBe("BLOCKED");
  });

  it("sends nothing while it rests, and says how long that is", async () => {
    const clock = { ms: 0 };
    const youtube = open({ now: () => clock.ms });
    const first = await refusalOf(fetchVideo(youtubeRefusals.botCheck, { youtube }));
    expect(first).toMatchObject({ code: "BLOCKED", retryAfterMs: 900_000 });
    const sent = fixture.server.requests.length;
    clock.ms = 60_000;
    expect(await refusalOf(fetchVideo({}, { youtube }))).toMatchObject({
      code: "BLOCKED",
      retryAfterMs: 840_000,
    });
    expect(fixture.server.requests).toHaveLength(sent);
    clock.ms = 900_000;
    expect((await fetchVideo({}, { youtube })).cues).toHaveLength(2);
  });

  it.each(["tooManyRequests", "captionsLimited"] as const)(
    "waits as long as Retry-After of %s says",
    async (name) => {
      const clock = { ms: 0 };
      const youtube = open({ now: () => clock.ms });
      const refusal = await refusalOf(fetchVideo(youtubeRefusals[name], { youtube }));
      expect(refusal).toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 120_000 });
      clock.ms = 120_000;
      expect((await fetchVideo({}, { youtube })).cues).toHaveLength(2);
    },
  );

  it.each(["1000000000000000", "Fri, 31 Dec 9999 23:59:59 GMT"])(
    "waits a day at most, were it told to wait for %s",
    async (retryAfter) => {
      const player = { status: 503, headers: { "retry-after": retryAfter } };
      const refusal = await refusalOf(fetchVideo({ player }));
      expect(refusal).toMatchObject({ code: "YOUTUBE_UNREACHABLE", retryAfterMs: 86_400_000 });
    },
  );

  it("goes on where a refusal was of one video and not of the server", async () => {
    const youtube = open();
    const { private: isPrivate, emptyCaptions, serverError, truncatedXml } = youtubeRefusals;
    for (const behaviour of [isPrivate, emptyCaptions, serverError, truncatedXml]) {
      await refusalOf(fetchVideo(behaviour, { youtube }));
    }
    expect((await fetchVideo({}, { youtube })).cues).toHaveLength(2);
  });
});
