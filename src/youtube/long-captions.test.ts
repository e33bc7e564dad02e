import { describe, expect, it } from "vitest";
import { printClassic, printJson3, printSrv3 } from "../testing/youtube/print-captions.ts";
import { refusalOf, useYouTube } from "../testing/youtube/youtube-fixture.ts";

const fixture = useYouTube();
const { open, fetchVideo, formatsAsked } = fixture;

const HOUR_MS = 3_600_000;
const WORDS = "so the water boils at one hundred degrees and on a mountain sooner".split(" ");
/** Seven words each, for so many hours of people who speak fast: the cues of automatic captions. */
function cuesOf(hours: number) {
  const count = (hours * HOUR_MS) / 2_250;
  return Array.from({ length: count }, (_, index) => ({
    startMs: index * 2_250,
    endMs: (index + 1) * 2_250,
    text: Array.from({ length: 7 }, (_word, at) => WORDS[(index * 3 + at * at) % WORDS.length]).join(" "),
  }));
}

describe("the captions of twelve hours", () => {
  const cues = cuesOf(12);
  const tracks = [{ languageCode: "en", automatic: true, cues }];
  const durationMs = 12 * HOUR_MS;

  it("are fetched whole with one request", async () => {
    // The stand-in prints them while the request is under way, which takes seconds on a busy machine.
    const youtube = open({ timeoutMs: 60_000 });
    expect((await fetchVideo({ tracks, durationMs }, { youtube })).cues).toEqual(cues);
    expect(formatsAsked()).toEqual(["srv3"]);
  });

  it("are a third in srv3 of what they are in json3, and a tenth without the times of words", () => {
    const json3 = printJson3(cues, { automatic: true }).length;
    const srv3 = printSrv3(cues, { automatic: true }).length;
    expect(srv3).toBeLessThan(json3 / 3);
    expect(printClassic(cues).length).toBeLessThan(json3 / 10);
  });
});

describe("captions that are larger than the limit", () => {
  const cues = cuesOf(1);
  const tracks = [{ languageCode: "en", automatic: true, cues }];

  it("are fetched without the times of words", async () => {
    const youtube = open({ maxBytes: 200_000, timeoutMs: 60_000 });
    expect((await fetchVideo({ tracks }, { youtube })).cues).toEqual(cues);
    expect(formatsAsked()).toEqual(["srv3", "srv1"]);
  });

  it("are fetched so too where the srv3 is broken", async () => {
    const youtube = open({ maxBytes: 200_000, timeoutMs: 60_000 });
    const transcript = await fetchVideo({ tracks, captions: { body: "<timedtext", times: 1 } }, { youtube });
    expect(transcript.cues).toEqual(cues);
    expect(formatsAsked()).toEqual(["srv3", "json3", "srv1"]);
  });

  it("are refused before they arrive where their length is told", async () => {
    const captions = { headers: { "content-length": "50000000" } };
    expect((await refusalOf(fetchVideo({ captions }))).code).toBe("TRANSCRIPT_TOO_LARGE");
  });

  it("are too large where they are so in each", async () => {
    const refusal = await refusalOf(
      fetchVideo({ tracks }, { youtube: open({ maxBytes: 50_000, timeoutMs: 60_000 }) }),
    );
    expect(refusal.code).toBe("TRANSCRIPT_TOO_LARGE");
    expect(formatsAsked()).toEqual(["srv3", "srv1"]);
  });
});
