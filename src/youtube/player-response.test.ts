import { expect, it } from "vitest";
import { NO_CAPTIONS } from "./tracks/caption-list.ts";
import { readPlayerResponse, readWatchPage } from "./player-response.ts";

const page = (json: string): string =>
  `<!DOCTYPE html><script>var ytInitialPlayerResponse = ${json};var x = {};</script>`;

it("reads the answer in a watch page whose texts hold braces and quotes", () => {
  const answer = {
    playabilityStatus: { status: "OK" },
    videoDetails: { title: 'Sets: {1, "2"} and } or \\' },
  };
  expect(readWatchPage(page(JSON.stringify(answer)))?.title).toBe('Sets: {1, "2"} and } or \\');
});

it("reads nothing from a watch page that was cut off", () => {
  expect(
    readWatchPage(page(JSON.stringify({ playabilityStatus: { status: "OK" } })).slice(0, 80)),
  ).toBeNull();
  expect(readWatchPage("")).toBeNull();
});

it("passes over an empty assignment before the real one", () => {
  const two = `<script>var ytInitialPlayerResponse = {};</script>${page('{"playabilityStatus":{"status":"ERROR"}}')}`;
  expect(readWatchPage(two)?.status).toBe("ERROR");
});

it("reads what is there of an answer whose other parts changed their shape", () => {
  const answer = readPlayerResponse({
    playabilityStatus: { status: "OK", reason: 7, messages: "none", errorScreen: [] },
    videoDetails: { lengthSeconds: null, title: 3, shortDescription: ["0:00"], author: "Someone" },
    captions: {
      playerCaptionsTracklistRenderer: {
        captionTracks: [{ languageCode: "de" }, { baseUrl: "/api/timedtext?lang=en", languageCode: "en" }],
        audioTracks: [{ captionTrackIndices: [0, 1], defaultCaptionTrackIndex: 1 }],
      },
    },
  });
  expect(answer).toMatchObject({
    reason: "",
    title: null,
    author: "Someone",
    description: null,
    durationMs: null,
  });
  expect(answer?.captions).toEqual({
    ...NO_CAPTIONS,
    tracks: [
      {
        url: "https://www.youtube.com/api/timedtext?lang=en",
        languageCode: "en",
        automatic: false,
        label: "",
        isNamed: false,
      },
    ],
    defaultTrack: 0,
    audioTracks: [0],
  });
});

it.each([null, [], "text", {}, { playabilityStatus: {} }, { playabilityStatus: { status: 1 } }])(
  "takes %j for no player response",
  (json) => {
    expect(readPlayerResponse(json)).toBeNull();
  },
);
