import { describe, expect, it } from "vitest";
import { readTimedLines } from "../formats/timed-lines/timed-lines.ts";
import { parseUploaded, type UploadFormat } from "../formats/uploaded.ts";

const CHAPTERS = [
  { startMs: 0, title: "Opening" },
  { startMs: 60_000, title: "The middle" },
  { startMs: 120_000, title: "Close" },
];
const LIST = "0:00 Opening\n1:00 The middle\n2:00 Close";

const read = (format: UploadFormat, content: string) => parseUploaded(format, content);
const chaptersOf = (format: UploadFormat, content: string) => read(format, content).chapters;
const textsOf = (format: UploadFormat, content: string) => read(format, content).cues.map(({ text }) => text);

describe("WebVTT lists chapters", () => {
  const CUES = "00:01.000 --> 00:02.000\nHello\n\n02:01.000 --> 02:04.000\nGoodbye";

  it.each([
    ["in a note above the cues", `WEBVTT\n\nNOTE\n${LIST}\n\n${CUES}`],
    ["in a note below a word", `WEBVTT\n\nNOTE Chapters\n${LIST}\n\n${CUES}`],
    ["on the first line of a note", `WEBVTT\n\nNOTE ${LIST}\n\n${CUES}`],
    ["in a note below the cues", `WEBVTT\n\n${CUES}\n\nNOTE\n${LIST}`],
    ["below its header", `WEBVTT - A talk\nKind: captions\n\n${LIST}\n\n${CUES}`],
    ["above cues without a header", `${LIST}\n\n${CUES}`],
    ["with other line ends", `\uFEFFWEBVTT\n\nNOTE\n${LIST}\n\n${CUES}`.replaceAll("\n", "\r\n")],
  ])("%s", (_, content) => {
    expect(chaptersOf("VTT", content)).toEqual(CHAPTERS);
    expect(textsOf("VTT", content)).toEqual(["Hello", "Goodbye"]);
  });

  it("in a note before each chapter's cues", () => {
    const content = [
      "WEBVTT",
      "NOTE 0:00 Opening",
      "00:01.000 --> 00:02.000\nHello",
      "NOTE by hand",
      "NOTE 1:00 The middle",
      "01:01.000 --> 01:02.000\nSo",
      "NOTE 2:00 Close",
      "02:01.000 --> 02:02.000\nGoodbye",
    ].join("\n\n");
    expect(chaptersOf("VTT", content)).toEqual(CHAPTERS);
  });

  it("not in what is said", () => {
    const said = `WEBVTT\n\n00:01.000 --> 00:09.000\nNOTE\n${LIST}`;
    expect(chaptersOf("VTT", said)).toBeNull();
    expect(chaptersOf("VTT", `WEBVTT\n\nNOTE nothing\n\n${CUES}`)).toBeNull();
  });
});

it("SubRip lists chapters above its cues", () => {
  const content = `Chapters\n${LIST}\n\n1\n00:00:01,000 --> 00:00:02,000\nHello`;
  expect(chaptersOf("SRT", content)).toEqual(CHAPTERS);
  expect(textsOf("SRT", content)).toEqual(["Hello"]);
  expect(chaptersOf("SRT", content.replace("0:00 Opening\n", ""))).toBeNull();
});

describe("text with times lists chapters", () => {
  const LINES =
    "0:00 hello and welcome to this talk\n0:40 we begin with salt\n2:10 goodbye and thank you all";
  const TEXTS = ["hello and welcome to this talk", "we begin with salt", "goodbye and thank you all"];

  it.each([
    ["above a blank line", `${LIST}\n\n${LINES}`],
    ["above a heading", `${LIST}\nTranscript\n${LINES}`],
    ["between headings", `A talk on salt\n\nChapters:\n${LIST}\n\nTranscript:\n\n${LINES}`],
    ["with the times behind the titles", `Opening 0:00\nThe middle 1:00\nClose 2:00\n\n${LINES}`],
    ["with times in brackets", `(0:00) Opening\n(1:00) The middle\n(2:00) Close\n\n${LINES}`],
    ["above times on lines of their own", `${LIST}\n\n${LINES.replaceAll(/^(\d:\d\d) /gm, "$1\n")}`],
  ])("%s, whose lines are not taken for words", (_, content) => {
    expect(chaptersOf("TEXT", content)).toEqual(CHAPTERS);
    expect(textsOf("TEXT", content)).toEqual(TEXTS);
  });

  it.each([
    [
      "the times do not start over",
      `${LIST}\n\n3:00 hello and welcome to this talk\n4:00 goodbye to you all`,
    ],
    [
      "the times do not reach the last chapter",
      `${LIST}\n\n0:00 hello and welcome to this talk, it is about salt`,
    ],
    ["nothing separates it from the words", `${LIST}\n${LINES}`],
    ["less is said than it says", `${LIST}\n\n0:00 yes\n2:30 no`],
    ["words stand above it", `0:05 so far so good for the moment\n${LIST}\n\n${LINES}`],
    [
      "its titles are as long as what is said",
      `${LIST.replaceAll(/$/gm, ` ${"word ".repeat(30)}`)}\n\n${LINES}`,
    ],
    ["it is all there is", LIST],
    ["there is none", LINES],
  ])("not where %s", (_, content) => {
    const { cues, chapters } = read("TEXT", content);
    expect(chapters).toBeNull();
    expect(cues).toEqual(readTimedLines(content));
  });
});
