import { describe, expect, it } from "vitest";
import { startYouTubeServer } from "../testing/youtube/youtube-server.ts";
import { refusalOf, useYouTube, VIDEO_ID as ID } from "../testing/youtube/youtube-fixture.ts";
import { youtubeRefusals } from "../testing/youtube/youtube-behaviour.ts";

const fixture = useYouTube();
const { open, fetchVideo, track } = fixture;

describe("requests", () => {
  it("go nowhere but to the base URL, whatever address YouTube gives for the captions", async () => {
    const stranger = await startYouTubeServer();
    track(stranger);
    for (const url of [
      `${stranger.url}/api/timedtext?v=${ID}&lang=en`,
      "http://169.254.169.254/latest",
      "file:///etc",
    ]) {
      const refusal = await refusalOf(fetchVideo({ tracks: [{ languageCode: "en", url }] }));
      expect(refusal.code).toBe("YOUTUBE_CHANGED");
    }
    const captions = { status: 302, headers: { location: `${stranger.url}/api/timedtext` } };
    expect((await refusalOf(fetchVideo({ captions }))).code).toBe("YOUTUBE_CHANGED");
    expect(stranger.requests).toHaveLength(0);
  });

  it("reach no other host by a path that looks like one", async () => {
    const stranger = await startYouTubeServer();
    track(stranger);
    const { host } = new URL(stranger.url);
    for (const path of [`//${host}/api/timedtext`, `/\\${host}/x`, `//user@${host}/x`]) {
      const url = `https://www.youtube.com${path}?v=${ID}&lang=en`;
      await Promise.allSettled([
        fetchVideo({ tracks: [{ languageCode: "en", url }] }),
        fetchVideo({ captions: { status: 302, headers: { location: url } } }),
      ]);
    }
    expect(stranger.requests).toHaveLength(0);
    expect(fixture.server.requests.length).toBeGreaterThan(6);
  });

  it("follow redirects within YouTube, but not for ever", async () => {
    const location = `https://m.youtube.com/api/timedtext?v=${ID}&lang=en&kind=asr&fmt=json3`;
    const captions = { status: 302, headers: { location } };
    expect((await fetchVideo({ captions: { ...captions, times: 2 } })).cues).toHaveLength(2);
    expect((await refusalOf(fetchVideo({ captions }))).code).toBe("YOUTUBE_CHANGED");
  });

  it("end with the caller's signal, whose reason is what the caller gets", async () => {
    fixture.server.setVideo(ID, youtubeRefusals.hang);
    const caller = new AbortController();
    const fetching = open().fetchTranscript({ youtubeId: ID, language: null }, caller.signal);
    const ended = fetching.catch((error: unknown) => error);
    await expect.poll(() => fixture.server.requests.length).toBe(1);
    caller.abort(new Error("the session ended"));
    expect(await ended).toEqual(new Error("the session ended"));
  });

  it("keep their distance, all of them", async () => {
    const clock = { ms: 0 };
    const sleep = async (ms: number) => void (clock.ms += ms);
    await fetchVideo({}, { youtube: open({ minIntervalMs: 60_000, now: () => clock.ms, sleep }) });
    expect(fixture.server.requests).toHaveLength(3);
    expect(clock.ms).toBe(2 * 60_000);
  });
});
