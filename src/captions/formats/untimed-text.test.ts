import { expect, test } from "vitest";
import { readCaptions } from "../read-captions.ts";
import { parseUploaded } from "./uploaded.ts";
import { readUntimedText } from "./untimed-text.ts";

const PARAGRAPHS = ["# Tea", "", "Good evening.", "Tonight we speak of tea.", "", "Water comes first."];

test("each line is a cue, one after the other, with a pause between paragraphs", () => {
  const cues = readUntimedText(PARAGRAPHS.join("\r\n"), null);
  expect(cues.map(({ text }) => text)).toEqual([
    "Tea",
    "Good evening.",
    "Tonight we speak of tea.",
    "Water comes first.",
  ]);
  const pauses = cues.slice(1).map(({ startMs }, at) => startMs - cues[at]!.endMs);
  expect(pauses).toEqual([1000, 0, 1000]);
  expect(cues.every(({ startMs, endMs }) => endMs > startMs)).toBe(true);
});

test("a long line is cut at the ends of its sentences", () => {
  const sentence = "The kettle has to be hot before the leaves are put into the pot.";
  const cues = readUntimedText(`${sentence} `.repeat(5), null);
  expect(cues.map(({ text }) => text)).toEqual(Array.from({ length: 5 }, () => sentence));
});

test("short sentences of a long line share a cue", () => {
  const cues = readUntimedText("Yes. No. Well. ".repeat(40), null);
  expect(cues.length).toBeLessThan(16);
  expect(cues.map(({ text }) => text).join(" ")).toBe("Yes. No. Well. ".repeat(40).trim());
});

test("a page without punctuation is cut between its words", () => {
  const words = Array.from({ length: 300 }, (_, at) => `word${at}`).join(" ");
  const cues = readUntimedText(`${words} ${"x".repeat(400)}`, null);
  expect(cues.length).toBeGreaterThan(10);
  expect(cues.map(({ text }) => text).join(" ")).toBe(`${words} ${"x".repeat(400)}`);
});

test("times fill the video where its length is known", () => {
  expect(readUntimedText(PARAGRAPHS.join("\n"), 600_000).at(-1)!.endMs).toBe(600_000);
  const words = Array.from({ length: 50 }, (_, at) => `word ${at}`);
  const starts = readUntimedText(words.join("\n"), 3).map(({ startMs }) => startMs);
  expect(new Set(starts).size).toBe(50);
});

test.each([
  ["no times at all", PARAGRAPHS.join("\n")],
  [
    "one line that begins with a time, far down",
    `${"All that was said before. ".repeat(8)}\n10:30 was the hour.`,
  ],
  [
    "some lines that begin with times, after most of it",
    `${"A line of words.\n".repeat(60)}10:30 was the hour.\nAnd then\n11:30 was too late.`,
  ],
])("text with %s is untimed, and nothing of it is lost", (_, content) => {
  const { cues, isTimed, warnings } = readCaptions({ format: "TEXT", content });
  expect(isTimed).toBe(false);
  expect(warnings).toEqual([expect.stringContaining("times are estimated")]);
  const words = (text: string) => text.replace(/[\s#]+/g, "");
  expect(words(cues.map(({ text }) => text).join(""))).toBe(words(content));
});

test("a text of more words than a video can have ends with the longest", () => {
  const cues = readUntimedText("word ".repeat(100).concat("\n").repeat(7000), null);
  expect(cues.length).toBeGreaterThanOrEqual(7000);
  expect(cues.at(-1)!.endMs).toBe(48 * 3_600_000);
});

test("more lines than any video has are refused", () => {
  expect(() => parseUploaded("TEXT", "a\n".repeat(100_001))).toThrow("at most 100000 are taken");
});

test("text with times stays timed, below a heading too", () => {
  const content = "Tea, by Ann\n0:00 hello\n0:05 and welcome";
  expect(parseUploaded("TEXT", content)).toMatchObject({ isTimed: true, warnings: [] });
});

test("a link alone is no transcript", () => {
  expect(() => parseUploaded("TEXT", " https://youtu.be/aqz-KE-bpKQ\n")).toThrow("send the words themselves");
});
