import { expect, test } from "vitest";
import { filterSegments, markQuote, segmentAt, type Segment } from "./transcript.ts";

const segments: Segment[] = [
  { startMs: 1000, endMs: 3000, text: "Let us begin\nwith water." },
  { startMs: 3000, endMs: 5000, text: "Green tea wants about" },
  { startMs: 6000, endMs: 8000, text: "eighty degrees. Green tea" },
  { startMs: 70_000, endMs: 80_000, text: "Green tea wants about eighty degrees." },
];
const marked = (quote: string, startMs: number, endMs: number) =>
  [...markQuote(segments, { quote, startMs, endMs })].map(([index, { from, to }]) => [
    index,
    segments[index]?.text.slice(from, to),
  ]);

test.each([
  [0, -1],
  [1000, 0],
  [2999, 0],
  [3000, 1],
  [5500, 1],
  [999_999, 3],
])("at %i ms segment %i is said", (ms, index) => {
  expect(segmentAt(segments, ms)).toBe(index);
});

test("nothing is said in an empty transcript", () => {
  expect(segmentAt([], 5)).toBe(-1);
});

test("a quote is marked word for word, over several segments", () => {
  expect(marked("tea wants about eighty degrees.", 3000, 8000)).toEqual([
    [1, "tea wants about"],
    [2, "eighty degrees."],
  ]);
});

test("white space does not keep a quote from being found", () => {
  expect(marked("Let us  begin with", 1000, 3000)).toEqual(
    [[0, "Let us begin\nwith"]].map(([i, t]) => [i, t]),
  );
});

test("of two places with the same words the one at the quote's time is marked", () => {
  expect(marked("Green tea wants about eighty degrees.", 70_000, 80_000)).toEqual([
    [3, "Green tea wants about eighty degrees."],
  ]);
});

test("words that are not there mark the segments of their time", () => {
  expect(marked("Grüner Tee", 3500, 6500)).toEqual([
    [1, "Green tea wants about"],
    [2, "eighty degrees. Green tea"],
  ]);
});

test("a filter keeps what has all its words, in any order", () => {
  expect(filterSegments(segments, " tea GREEN ")).toEqual([1, 2, 3]);
  expect(filterSegments(segments, "")).toEqual([0, 1, 2, 3]);
  expect(filterSegments(segments, "coffee")).toEqual([]);
});
