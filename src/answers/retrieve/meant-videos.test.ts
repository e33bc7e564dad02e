import { expect, test } from "vitest";
import type { SessionSearch } from "../../search/session-search.ts";
import type { Video } from "../../videos/video.ts";
import { readScopeOf } from "../scope/read-scope-of.ts";
import { meantVideos } from "./meant-videos.ts";

const video = (title: string, status = "READY") =>
  ({ id: title, transcript: { title, status, language: "en" } }) as Video;
const TALKS = [video("Coffee roasting"), video("Sourdough bread"), video("Green tea", "EMBEDDING")];
const nothing = { search: async () => ({ hits: [], confidence: "NOT_FOUND" }) } as unknown as SessionSearch;

async function meantBy(question: string, sessionVideos = TALKS): Promise<string[]> {
  const videos = sessionVideos.filter(({ transcript }) => transcript.status === "READY");
  const read = readScopeOf(question, sessionVideos);
  expect(read.scope).toBe("COMPARISON");
  const { signal } = new AbortController();
  return (await meantVideos(read, { videos, sessionVideos }, [], nothing, signal)).map(({ id }) => id);
}

test("a comparison with a video that is not READY is with no other", async () => {
  expect(await meantBy("Compare the first and the third video")).toEqual(["Coffee roasting"]);
});

test("a comparison is of those that it names, and of all where it names one or none", async () => {
  const ready = TALKS.map(({ id }) => video(id));
  expect(await meantBy("Compare the first and the third video", ready)).toEqual([
    "Coffee roasting",
    "Green tea",
  ]);
  expect(await meantBy("Compare the videos", ready)).toHaveLength(3);
});
