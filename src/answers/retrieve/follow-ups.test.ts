import pino from "pino";
import { expect, test, vi } from "vitest";
import { sampleHit } from "../../testing/sample-hits.ts";
import type { WrittenOverviews } from "../overview/written-overviews.ts";
import { chooseFollowUps, startFollowUps, type OverviewedVideo } from "./follow-ups.ts";

/** A video with a chapter of a hundred seconds for each question. */
function videoOf(number: number, questions: string[]): OverviewedVideo {
  const { video } = sampleHit(number, ["One sentence."]).passage;
  const chapters = questions.map((title, at) => ({
    startMs: at * 100_000,
    endMs: (at + 1) * 100_000,
    title,
    source: "DETECTED" as const,
  }));
  const suggestedQuestions = questions.map((question, at) => ({ question, startMs: at * 100_000 }));
  return { video, overview: { chapters, summary: { source: "TRANSCRIPT", points: [] }, suggestedQuestions } };
}

const TEA = [
  "How hot should the water for green tea be?",
  "Why is a second pot warmed?",
  "What does a closed tin keep out?",
  "When does milk go in?",
];
const BREAD = ["How long does rye dough rise?", "Which flour makes a dark crumb?"];

test("are the first three of a video, in their order", () => {
  expect(chooseFollowUps([videoOf(1, TEA)], [], ["Summarise this"])).toEqual(TEA.slice(0, 3));
});

test("are of each video in turn", () => {
  expect(chooseFollowUps([videoOf(1, TEA), videoOf(2, BREAD)], [], [])).toEqual([TEA[0], BREAD[0], TEA[1]]);
});

test("are of parts that the answer does not cite, as far as there are enough", () => {
  const cited = [
    { videoId: "video 1", startMs: 50_000 },
    { videoId: "another", startMs: 150_000 },
  ];
  expect(chooseFollowUps([videoOf(1, TEA)], cited, [])).toEqual([TEA[1], TEA[2], TEA[3]]);
  expect(chooseFollowUps([videoOf(1, TEA.slice(0, 2))], cited, [])).toEqual([TEA[1], TEA[0]]);
});

test("are none that was asked, in whatever words", () => {
  const asked = ["how hot for green tea water?", "When does the milk go in"];
  expect(chooseFollowUps([videoOf(1, TEA)], [], asked)).toEqual([TEA[1], TEA[2]]);
});

test("are none without a video that suggests any", () => {
  expect(chooseFollowUps([], [], [])).toEqual([]);
  expect(chooseFollowUps([videoOf(1, [])], [], [])).toEqual([]);
});

const failing = async () => {
  throw new Error("The model is away");
};
const silent = (_video: unknown, _overview: unknown, _counter: unknown, signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error));
  });
test.each([
  ["fails at", failing],
  ["takes too long for", silent],
])("are those that there were where a model %s more", async (_, suggestQuestions) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { video, overview } = videoOf(1, TEA);
  const next = startFollowUps(
    { videos: [video], hits: [], overviews: new Map([[video.id, overview]]), written: [video.id] },
    {
      overviews: { suggestQuestions } as unknown as WrittenOverviews,
      logger: pino({ level: "silent" }),
    },
    { request: () => ({ usage() {}, reply() {} }) },
    new AbortController().signal,
  );
  const chosen = next.choose([], []);
  await vi.advanceTimersByTimeAsync(60_000);
  vi.useRealTimers();
  expect(await chosen).toEqual(TEA.slice(0, 3));
});
