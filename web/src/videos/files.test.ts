import { expect, test } from "vitest";
import { refuseFile, titleOf, titleOfText } from "./files.ts";

test.each(["a.vtt", "a.SRT", "a.sbv", "a.txt"])("%s is taken", (name) => {
  expect(refuseFile({ name, size: 10 }, 100)).toBeUndefined();
});

test("what is no transcript, is empty or too large is refused with what to do", () => {
  expect(refuseFile({ name: "a.mp4", size: 10 }, 100)).toContain("choose a .vtt");
  expect(refuseFile({ name: "a.vtt", size: 0 }, 100)).toContain("The file is empty");
  expect(refuseFile({ name: "a.vtt", size: 3_000_000 }, 2_000_000)).toContain("takes 2.0 MB");
});

test("a file's name makes a title", () => {
  expect(titleOf("tea_talk-2026.vtt")).toBe("tea talk 2026");
  expect(titleOf(".vtt")).toBe(".vtt");
});

test.each([
  [
    "0:00 Good evening, and thank you\n0:05 for coming to the shop.",
    "Good evening, and thank you for coming…",
  ],
  ["WEBVTT\n\n00:01.200 --> 00:05.976\nGood evening.", "Good evening."],
  ["1\n00:00:01,000 --> 00:00:04,000\nGood evening.", "Good evening."],
  ["0:00\n0:05", "Pasted transcript"],
])("the first words of what was pasted make a title: %j", (text, title) => {
  expect(titleOfText(text)).toBe(title);
});
