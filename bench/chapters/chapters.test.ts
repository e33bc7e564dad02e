import { expect, test } from "vitest";
import { equalParts, textTiling } from "./baselines.ts";
import { scoreStarts } from "./score.ts";

const seconds = (...starts: number[]) => starts.map((start) => start * 1000);

test("starts within half a minute are found, each once, and the video's own counts for nothing", () => {
  expect(scoreStarts(seconds(0, 100, 300), seconds(5, 130, 270))).toBe(1);
  expect(scoreStarts(seconds(0, 100, 300), seconds(131, 269))).toBe(0);
  expect(scoreStarts(seconds(0, 100), seconds(90, 110))).toBeCloseTo(2 / 3);
  expect(scoreStarts(seconds(0, 90, 110), seconds(100))).toBeCloseTo(2 / 3);
  expect(scoreStarts(seconds(0), seconds(0))).toBe(1);
  expect(scoreStarts(seconds(0), seconds(0, 200))).toBe(0);
});

test("equal parts begin with the video", () => {
  expect(equalParts(4, 400)).toEqual([0, 100, 200, 300]);
});

test("TextTiling cuts where the words turn", () => {
  const sentences = Array.from({ length: 40 }, (_, n) => ({
    startMs: n * 10_000,
    endMs: n * 10_000 + 9000,
    text: n < 20 ? "Bread rises with yeast." : "Boats sail with wind.",
  }));
  expect(textTiling(sentences, "en", 2, 400_000)).toEqual([0, 200_000]);
});
