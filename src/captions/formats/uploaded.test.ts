import { describe, expect, it } from "vitest";
import { normalizeCues } from "../normalize/normalize.ts";
import { CaptionFormatError, parseUploaded, type UploadFormat } from "./uploaded.ts";

const parse = (format: UploadFormat, content: string) => normalizeCues(parseUploaded(format, content).cues);
const texts = (format: UploadFormat, content: string) => parse(format, content).map((cue) => cue.text);

describe("WebVTT", () => {
  it("reads the cues of a file with everything the format has", () => {
    const content = [
      "\uFEFFWEBVTT - made by hand",
      "Kind: captions",
      "",
      "STYLE",
      "::cue(.loud) { color: red }",
      "",
      "REGION",
      "id:fred",
      "",
      "NOTE a comment",
      "of two lines",
      "",
      "intro",
      "00:01.000 --> 00:02.500 align:start position:0%",
      "<v.loud Bob Smith>Hi <c.x.y>you</c> &amp;lt; &eacute;",
      "<i>second</i> line, a < b <3",
      "",
      "1:00:00.000 --> 1:00:01.000",
      "<ruby>漢字<rt>かんじ</rt></ruby> <lang ja>です</lang>",
      "",
      "NOTE the end",
    ].join("\r\n");
    expect(parse("VTT", content)).toEqual([
      { startMs: 1_000, endMs: 2_500, text: "Hi you &lt; é second line, a < b <3" },
      { startMs: 3_600_000, endMs: 3_601_000, text: "漢字 です" },
    ]);
  });

  it("does without its header and without blank lines", () => {
    expect(texts("VTT", "00:01.000 --> 00:02.000\na\n00:02.000 --> 00:03.000\nb")).toEqual(["a", "b"]);
  });

  it("reads files that keep SubRip's commas below the header", () => {
    expect(
      texts("VTT", "WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:02,000 --> 00:00:03,000\nb"),
    ).toEqual(["a", "b"]);
  });

  it("leaves out a cue whose times cannot be read, with its words", () => {
    expect(
      texts(
        "VTT",
        "WEBVTT\n\n00:xx --> 00:02.000\nkept out\n\n00:02. --> 00:03\nlost\n\n00:03.000 --> 00:04.000\nkept",
      ),
    ).toContain("kept");
    expect(texts("VTT", "WEBVTT\n\n00: --> 00:03\nlost\n\n00:03.000 --> 00:04.000\nkept")).toEqual(["kept"]);
  });
});

describe("SubRip", () => {
  it("reads bare carriage returns, coordinates, tags, overrides and entities", () => {
    const content =
      '\uFEFF1\r00:00:01,000 --> 00:00:02,000 X1:40 X2:600 Y1:20 Y2:50\r{\\an8}<font color="#fff">AT&amp;T</font>\r\r2\r00:00:03.5 --> 00:00:04,000\rbye';
    expect(parse("SRT", content)).toEqual([
      { startMs: 1_000, endMs: 2_000, text: "AT&T" },
      { startMs: 3_500, endMs: 4_000, text: "bye" },
    ]);
  });

  it("takes numbers for numbers, with or without blank lines, and not for words", () => {
    const numbered =
      "1\n00:00:01,000 --> 00:00:02,000\nhi\n2\n00:00:03,000 --> 00:00:04,000\n42\n3\n00:00:05,000 --> 00:00:06,000\nbye";
    expect(texts("SRT", numbered)).toEqual(["hi", "42", "bye"]);
    const unnumbered =
      "00:00:01,000 --> 00:00:02,000\nthe answer is\n42\n00:00:03,000 --> 00:00:04,000\nbye\n";
    expect(texts("SRT", unnumbered)).toEqual(["the answer is 42", "bye"]);
  });

  it("keeps words after a blank line inside of a cue", () => {
    const content = "1\n00:00:01,000 --> 00:00:02,000\nhi\n\nthere\n\n2\n00:00:03,000 --> 00:00:04,000\nbye";
    expect(texts("SRT", content)).toEqual(["hi there", "bye"]);
  });

  it("estimates an end that is missing or before the start", () => {
    const content = "00:00:01,000 -->\nhi\n\n00:00:09,000 --> 00:00:05,000\nbye";
    expect(parse("SRT", content).map((cue) => cue.endMs)).toEqual([2_000, 10_000]);
  });

  it("keeps an arrow that was said", () => {
    expect(texts("SRT", "00:00:01,000 --> 00:00:02,000\nif p --> q then")).toEqual(["if p --> q then"]);
  });
});

describe("errors say what to change", () => {
  const SRT = "1\n00:00:01,000 --> 00:00:02,000\nhi\n";
  const VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nhi\n";
  it.each<[string, UploadFormat, string, RegExp]>([
    ["empty", "VTT", " \n", /empty/],
    ["UTF-16 read as bytes", "SRT", "1\0\n\0", /UTF-8/],
    [
      "Latin-1 read as UTF-8",
      "SRT",
      SRT.replace("hi", "\uFFFD\uFFFD\uFFFDu"),
      /3 of its characters .* Save it as UTF-8/,
    ],
    ["SubRip sent as VTT", "VTT", SRT, /is SubRip, not WebVTT .* format SRT/],
    ["WebVTT sent as SRT", "SRT", VTT, /is WebVTT, not SubRip .* format VTT/],
    ["WebVTT sent as TEXT", "TEXT", VTT, /format VTT/],
    ["SubRip sent as TEXT", "TEXT", SRT, /format SRT/],
    ["timed lines sent as VTT", "VTT", "0:01 hi\n0:05 there", /format TEXT/],
    ["prose sent as SRT", "SRT", "Just words.", /No cue was found.*00:00:01,000 -->/],
    ["times without words", "VTT", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", /no words/],
    ["a web page", "TEXT", "<!doctype html><p>0:01 hi", /web page/],
    ["XML", "VTT", "<?xml version='1.0'?><tt/>", /XML/],
    ["JSON", "TEXT", '[{"start": 1}]', /JSON/],
  ])("%s", (_, format, content, message) => {
    expect(() => parseUploaded(format, content)).toThrow(CaptionFormatError);
    expect(() => parseUploaded(format, content)).toThrow(message);
  });
});
