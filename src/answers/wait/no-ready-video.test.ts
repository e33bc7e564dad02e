import { expect, test } from "vitest";
import type { Transcript, VideoStatus } from "../../transcripts/transcript.ts";
import type { Video } from "../../videos/video.ts";
import { FAILURES, type VideoFailureCode } from "../../youtube/transcript-failure.ts";
import { noReadyVideo } from "./no-ready-video.ts";

const QUESTION = "How hot should the water be?";

const video = (status: VideoStatus, transcript: Partial<Transcript> = {}): Video =>
  ({
    id: "v",
    transcript: { status, title: null, language: null, failure: null, retryAt: null, ...transcript },
  }) as Video;
const failed = (code: VideoFailureCode, title: string | null = null) =>
  video("FAILED", { title, failure: failureOf(code) });
const failureOf = (code: VideoFailureCode) => ({
  code,
  message: FAILURES[code].message,
  availableLanguages: [],
});

const messageOf = (videos: Video[]) => noReadyVideo(QUESTION, videos)?.message;

test("an answer that has a READY video, or is small talk, does not fail", () => {
  expect(noReadyVideo(QUESTION, [failed("PRIVATE"), video("READY")])).toBeNull();
  expect(noReadyVideo("Hello!", [])).toBeNull();
});

test("the person who asked is told that there is no video", () => {
  expect(noReadyVideo(QUESTION, [])).toEqual({
    code: "NO_READY_VIDEO",
    message: "There is no video to ask about yet: add one, then ask again.",
    retryable: false,
  });
});

test("the person who asked is told why videos FAILED, of the first few by title", () => {
  expect(noReadyVideo(QUESTION, [failed("CAPTIONS_DISABLED", "Tea")])).toEqual({
    code: "NO_READY_VIDEO",
    message:
      "There is nothing to answer from. “Tea”: The video has no captions. Upload a transcript instead.",
    retryable: false,
  });
  const many = messageOf([
    failed("PRIVATE"),
    failed("PRIVATE"),
    failed("CAPTIONS_DISABLED", "Tea"),
    failed("CAPTIONS_DISABLED", "Coffee"),
    failed("CAPTIONS_DISABLED", "Cocoa"),
  ])!;
  expect(many.split("The video is private")).toHaveLength(2);
  expect(many).toContain("“Tea”");
  expect(many).toMatch(/ 2 more could not be read either\.$/);
});

test("the person who asked is told that videos are still being read, and to come back", () => {
  const reading = video("EMBEDDING", { title: "Tea" });
  expect(noReadyVideo(QUESTION, [reading])).toEqual({
    code: "NO_READY_VIDEO",
    message: "“Tea” is still being read. Ask again in a minute.",
    retryable: true,
  });
  expect(messageOf([video("QUEUED")])).toBe("The video is still being read. Ask again in a minute.");
  expect(messageOf([reading, video("FETCHING"), failed("PRIVATE")])).toBe(
    "2 videos are still being read. Ask again in a minute.",
  );
  // Its first attempt failed, and another is under way.
  expect(messageOf([video("FETCHING", { failure: failureOf("BLOCKED") })])).toMatch(/still being read/);
});

test("the person who asked is told what keeps a video that is tried again later", () => {
  const retryAt = new Date(Date.now() + 600_000);
  const limited = video("QUEUED", { title: "Tea", retryAt, failure: failureOf("RATE_LIMITED") });
  expect(noReadyVideo(QUESTION, [limited])).toEqual({
    code: "NO_READY_VIDEO",
    message:
      "There is nothing to answer from yet. “Tea”: YouTube asked this server to slow down. Wait: it goes on by itself. Ask again later.",
    retryable: true,
  });
});

test("no message speaks of the interface for programmers", () => {
  const messages = [[], [failed("PRIVATE")], [video("QUEUED")]].map(messageOf);
  for (const message of messages) expect(message).not.toMatch(/[a-z][A-Z]|_|READY|FAILED/);
});
