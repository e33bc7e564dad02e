import { expect, test } from "vitest";
import { refuseFile, titleOf } from "./files.ts";

test.each(["a.vtt", "a.SRT", "a.sbv", "a.txt"])("%s is taken", (name) => {
  expect(refuseFile({ name, size: 10 }, 100)).toBeUndefined();
});

test("what is no transcript, is empty or too large is refused with what to do", () => {
  expect(refuseFile({ name: "a.mp4", size: 10 }, 100)).toContain("choose a .vtt");
  expect(refuseFile({ name: "a.vtt", size: 0 }, 100)).toContain("is empty");
  expect(refuseFile({ name: "a.vtt", size: 3_000_000 }, 2_000_000)).toContain("takes 2.0 MB");
});

test("a file's name makes a title", () => {
  expect(titleOf("tea_talk-2026.vtt")).toBe("tea talk 2026");
  expect(titleOf(".vtt")).toBe(".vtt");
});
