import pino from "pino";
import { expect, test, vi } from "vitest";
import type { SessionSearch } from "../../search/session-search.ts";
import { sampleHit } from "../../testing/sample-hits.ts";
import type { Overview, Overviews } from "../../transcripts/overview.ts";
import type { OverviewWriter } from "./overview-writer.ts";
import { createWrittenOverviews } from "./written-overviews.ts";

const { video } = sampleHit(1, ["Boil the water."]).passage;
const OVERVIEW: Overview = {
  chapters: [{ startMs: 0, endMs: 60_000, title: "Boil the water", source: "DETECTED" }],
  summary: { source: "TRANSCRIPT", points: [] },
  suggestedQuestions: [],
};
const POINT = { text: "Water has to boil.", quote: "Boil the water.", startMs: 0, endMs: 2_000 };

function startWritten(storeWritten: Overviews["storeWritten"]) {
  const summarize = vi.fn<OverviewWriter["summarize"]>(async () => ({
    lines: [{ startMs: 0, title: "Water", point: POINT }],
    isWhole: true,
  }));
  const { readWritten } = createWrittenOverviews({
    writer: { summarize, suggestQuestions: async () => [] },
    search: { sentencesOf: async () => [] } as unknown as SessionSearch,
    overviews: { read: async () => [OVERVIEW], storeWritten },
    logger: pino({ level: "silent" }),
  });
  const counter = { request: () => ({ usage() {}, reply() {} }) };
  return () => readWritten([video], counter, new AbortController().signal);
}

test("what a model wrote is stored, and is the overview from then on", async () => {
  const storeWritten = vi.fn<Overviews["storeWritten"]>(async () => {});
  const { overviews, written } = await startWritten(storeWritten)();
  const expected = {
    chapters: [{ ...OVERVIEW.chapters[0], title: "Water" }],
    summary: { source: "MODEL", points: [POINT] },
  };
  expect(storeWritten.mock.calls[0]![1]).toMatchObject(expected);
  expect(overviews.get(video.id)).toMatchObject(expected);
  expect(written).toEqual([video.id]);
});

test("what a model wrote is answered from though it cannot be stored", async () => {
  const readWritten = startWritten(async () => {
    throw new Error("The database is away");
  });
  const { overviews } = await readWritten();
  expect(overviews.get(video.id)!.summary).toEqual({ source: "MODEL", points: [POINT] });
});
