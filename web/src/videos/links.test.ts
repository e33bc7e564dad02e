import { expect, test } from "vitest";
import { listsBeside, looksLikeTranscript, readLinks } from "./links.ts";

test("links of videos go to the server as they were pasted, a line each", () => {
  expect(
    readLinks("https://youtu.be/aqz-KE-bpKQ\n\n see https://www.youtube.com/watch?v=jNQXAC9IVRw "),
  ).toEqual({
    videos: ["https://youtu.be/aqz-KE-bpKQ", "see https://www.youtube.com/watch?v=jNQXAC9IVRw"],
    playlists: [],
  });
});

test.each([
  "https://www.youtube.com/playlist?list=PL1",
  "youtube.com/@tea",
  "https://m.youtube.com/channel/UC1/videos",
  "https://www.youtube.com/c/tea",
  "https://www.youtube.com/user/tea",
])("%s is a playlist", (address) => {
  expect(readLinks(`(${address}).`)).toEqual({ videos: [], playlists: [address] });
});

test("a video in a list is a video", () => {
  const address = "https://www.youtube.com/watch?v=aqz-KE-bpKQ&list=PL1";
  expect(readLinks(address)).toEqual({ videos: [address], playlists: [] });
});

test("both may be pasted at once", () => {
  expect(readLinks("https://youtu.be/aqz-KE-bpKQ https://www.youtube.com/playlist?list=PL1")).toEqual({
    videos: ["https://youtu.be/aqz-KE-bpKQ"],
    playlists: ["https://www.youtube.com/playlist?list=PL1"],
  });
});

test("what is no link goes to the server, which says what is wrong with it", () => {
  expect(readLinks("tea")).toEqual({ videos: ["tea"], playlists: [] });
});

test("a pasted transcript is told from links", () => {
  expect(looksLikeTranscript("0:00 Good evening.\n0:05 Let us begin.\n0:09 With water.")).toBe(true);
  expect(looksLikeTranscript("WEBVTT\n\n")).toBe(true);
  expect(looksLikeTranscript("https://youtu.be/aqz-KE-bpKQ")).toBe(false);
  expect(looksLikeTranscript("tea")).toBe(false);
});

test("a list beside a video is found once, unless it is made for one viewer", () => {
  const watch = "https://www.youtube.com/watch?v=aqz-KE-bpKQ";
  expect(listsBeside(`${watch}&list=PL1&index=2 ${watch}&list=PL1`)).toEqual([
    "https://www.youtube.com/playlist?list=PL1",
  ]);
  for (const list of ["RDaqz", "WL", "LL"]) expect(listsBeside(`${watch}&list=${list}`)).toEqual([]);
  expect(listsBeside("https://www.youtube.com/playlist?list=PL1")).toEqual([]);
});
