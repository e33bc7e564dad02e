import { describe, expect, test } from "vitest";
import type { Transcript, VideoStatus } from "../../transcripts/transcript.ts";
import type { Video } from "../../videos/video.ts";
import { planRest, planWait, type WaitPlan } from "./plan-wait.ts";

const QUESTION = "How hot should the water be?";
const inMs = (ms: number) => new Date(Date.now() + ms);
const UNTIL = inMs(60_000).toISOString();

const video = (id: string, status: VideoStatus, transcript: Partial<Transcript> = {}): Video =>
  ({ id, transcript: { status, title: null, language: null, retryAt: null, ...transcript } }) as Video;

const waitFor = (videoIds: string[], leftOut: string[] = []) => ({
  waiting: { videoIds, until: UNTIL },
  leftOut,
});
const NOTHING: WaitPlan = { waiting: null, leftOut: [] };

describe("an answer waits for", () => {
  const UNDER_WAY = [
    video("queued", "QUEUED"),
    video("soon", "QUEUED", { retryAt: inMs(30_000) }),
    video("later", "QUEUED", { retryAt: inMs(90_000) }),
    video("fetching", "FETCHING"),
    video("embedding", "EMBEDDING"),
  ];
  const ENDED = [video("ready", "READY"), video("failed", "FAILED")];

  test("videos that are under way or tried again in time, and leaves out those tried again later", () => {
    expect(planWait(QUESTION, UNDER_WAY, UNTIL)).toEqual(
      waitFor(["queued", "soon", "fetching", "embedding"], ["later"]),
    );
    expect(planWait(QUESTION, ENDED, UNTIL)).toEqual(NOTHING);
  });

  test("none that was refused before where it can be written without", () => {
    expect(planWait(QUESTION, [...UNDER_WAY, ...ENDED], UNTIL)).toEqual(
      waitFor(["queued", "fetching", "embedding"], ["soon", "later"]),
    );
  });

  test("nothing once its time is over", () => {
    const plan = planWait(QUESTION, [video("a", "QUEUED"), video("b", "READY")], new Date().toISOString());
    expect(plan).toEqual({ waiting: null, leftOut: ["a"] });
  });

  test("the videos that it names alone, and for none where it is small talk", () => {
    const videos = [
      video("bitcoin", "EMBEDDING", { title: "How Bitcoin works", language: "en" }),
      video("tea", "EMBEDDING", { title: "Green tea", language: "en" }),
    ];
    expect(planWait("Summarise the bitcoin video", videos, UNTIL)).toEqual(waitFor(["bitcoin"]));
    expect(planWait("Hello!", videos, UNTIL)).toEqual(NOTHING);
  });
});

describe("the rest of a wait", () => {
  test("is for what is under way still, has no video that came later, and keeps what was left out", () => {
    const plan = waitFor(["a", "b", "c", "gone"], ["late", "also late"]);
    const videos = [
      video("a", "READY"),
      video("b", "EMBEDDING"),
      video("c", "QUEUED", { retryAt: inMs(90_000) }),
      video("late", "QUEUED", { retryAt: inMs(90_000) }),
      video("also late", "READY"),
      video("new", "QUEUED"),
      video("new and late", "QUEUED", { retryAt: inMs(90_000) }),
    ];
    expect(planRest(QUESTION, videos, plan)).toEqual(waitFor(["b"], ["c", "late"]));
  });

  test("is for fewer once their titles are known", () => {
    const bitcoin = { title: "How Bitcoin works", language: "en" };
    const videos = (title: string | null) => [
      video("bitcoin", "EMBEDDING", bitcoin),
      video("other", "FETCHING", { title }),
    ];
    const question = "Summarise the tea video";
    expect(planRest(question, videos(null), waitFor(["bitcoin", "other"]))).toEqual(
      waitFor(["bitcoin", "other"]),
    );
    expect(planRest(question, videos("Green tea"), waitFor(["bitcoin", "other"]))).toEqual(
      waitFor(["other"]),
    );
  });
});
