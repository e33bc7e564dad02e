import { describe, expect, it } from "vitest";
import { normalizeCues } from "../../normalize/normalize.ts";
import { parseUploaded, type UploadFormat } from "../uploaded.ts";

const read = (format: UploadFormat, ...lines: string[]) => {
  const { cues, warnings } = parseUploaded(format, lines.join("\n"));
  return { texts: normalizeCues(cues).map(({ text }) => text), warnings };
};
const textsOf = (format: UploadFormat, ...lines: string[]) => read(format, ...lines).texts;
const T1 = "00:00:01,000 --> 00:00:02,000";
const T2 = "00:00:03,000 --> 00:00:04,000";
const T3 = "00:00:05,000 --> 00:00:06,000";

describe("blank lines", () => {
  it.each([
    ["after every line", ["1", "", T1, "", "one", "", "more", "", "", "2", "", T2, "", "two", ""]],
    ["between number and timing", ["1", "", T1, "one", "more", "", "2", "", T2, "two"]],
    ["between timing and words", ["1", T1, "", "one", "more", "", "2", T2, "", "two"]],
    ["from CR CR LF", ["1\r\r", `${T1}\r\r`, "one\r\r", "more\r\r", "\r\r", "2\r\r", `${T2}\r\r`, "two\r\r"]],
  ])("%s do no harm", (_, lines) => {
    expect(textsOf("SRT", ...lines)).toEqual(["one more", "two"]);
    expect(textsOf("VTT", "WEBVTT", "", ...lines).join(" ")).toBe("one more two");
  });

  it("below the words of WebVTT end the cue, and a warning tells of the rest", () => {
    const { texts, warnings } = read("VTT", "WEBVTT", "", T1, "one", "", "stray words", "", T2, "two");
    expect(texts).toEqual(["one", "two"]);
    expect(warnings).toEqual([expect.stringMatching(/^Line 6: “stray words” .* left out/)]);
  });

  it("before a note end an empty cue", () => {
    expect(read("VTT", "WEBVTT", "", T1, "", "NOTE no words", "", T2, "two")).toEqual({
      texts: ["two"],
      warnings: [],
    });
  });
});

describe("numbers and names of cues are no words", () => {
  it.each<[string, UploadFormat, string[], string[]]>([
    [
      "translated",
      "SRT",
      ["1个", T1, "one", "", "2个", T2, "two", "", "三", T3, "three"],
      ["one", "two", "three"],
    ],
    ["named", "VTT", ["WEBVTT", "", "Intro", T1, "one", "", "Part two", T2, "two"], ["one", "two"]],
    ["below an empty cue", "VTT", ["WEBVTT", "", "1", T1, "", "2", T2, "two"], ["two"]],
    ["counted down in unnumbered cues", "VTT", ["WEBVTT", "", T1, "2", T2, "1", T3, "go"], ["2", "1", "go"]],
    ["said in a numbered cue", "SRT", ["1", T1, "", "7", "", "2", T2, "two"], ["7", "two"]],
  ])("%s", (_, format, lines, texts) => {
    expect(textsOf(format, ...lines)).toEqual(texts);
  });
});

describe("streams that were joined", () => {
  const V1 = "00:00:01.000 --> 00:00:02.000";
  const V2 = "00:00:02.000 --> 00:00:04.000";

  it("have headers between, which are no words", () => {
    const map = "X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0";
    expect(textsOf("VTT", "WEBVTT", map, V1, "one", "WEBVTT", map, "", V2, "two")).toEqual(["one", "two"]);
  });

  it("give a cue once that goes over their border", () => {
    expect(textsOf("VTT", "WEBVTT", "", V1, "words", "", "WEBVTT", "", V2, "words")).toEqual(["words"]);
    expect(textsOf("VTT", "WEBVTT", "", V1, "words", "", V2, "words")).toEqual(["words", "words"]);
  });
});

it("words that are highlighted one after the other are said once", () => {
  const highlighted = ["<u>so</u> it goes", "so <u>it</u> goes", "so it <u>goes</u>"];
  const lines = highlighted.flatMap((text, i) => [`00:0${i}.000 --> 00:0${i}.600`, text, ""]);
  expect(textsOf("VTT", "WEBVTT", "", ...lines)).toEqual(["so it goes"]);
  expect(textsOf("VTT", "WEBVTT", "", ...lines.map((line) => line.replace(/<.?u>/g, "")))).toHaveLength(3);
});

it("no cue vanishes without a warning, which names its line", () => {
  const { texts, warnings } = read(
    "SRT",
    "1",
    T1,
    "one",
    "",
    "2",
    "00:xx --> 00:00:04,000",
    "lost",
    "",
    "3",
    T3,
    "three",
  );
  expect(texts).toEqual(["one", "three"]);
  expect(warnings).toEqual([expect.stringMatching(/^Line 6: .*left out/)]);
});

it("at most 20 warnings are given, the last of which counts the others", () => {
  const lines = Array.from({ length: 50 }, (_, i) => [`00:0x --> 00:${10 + i}`, "lost", ""]).flat();
  const { warnings } = read("SRT", T1, "one", "", ...lines);
  expect(warnings).toHaveLength(20);
  expect(warnings.at(-1)).toMatch(/^31 more/);
});

describe("markup", () => {
  it.each([
    ["<ruby>漢<rp>(</rp><rt><i>かん</i></rt><rp>)</rp>字<rt>じ</ruby>です", "漢字です"],
    ["< i >so< / i > <b> it </ b> <I>goes</I>", "so it goes"],
    ["so\\Nit\\hgoes", "so it goes"],
    ["in C:\\New and \\\\Net", "in C:\\New and \\\\Net"],
    ["a List<String>, x<y and y>z", "a List<String>, x<y and y>z"],
    ["write to <ann@example.org>", "write to <ann@example.org>"],
    ['<font color="#fff" size=2>so</font> <v ->it</v> <c.red>goes</c>', "so it goes"],
    ["the set {1, 2} and {name}", "the set {1, 2} and {name}"],
  ])("%s", (markup, text) => {
    expect(textsOf("SRT", T1, markup)).toEqual([text]);
  });
});

describe("AUTO finds out what it is", () => {
  it.each<[string, string]>([
    ["WebVTT", "WEBVTT\n\n00:01.000 --> 00:02.000\none\n\n00:03.000 --> 00:04.000\ntwo"],
    ["SubRip", `1\n${T1}\none\n\n2\n${T2}\ntwo`],
    ["SubViewer", "0:00:01.000,0:00:02.000\none\n\n0:00:03.000,0:00:04.000\ntwo"],
    ["text with times", "0:01 one\n0:03 two"],
    ["what a speech recogniser prints", "[00:01.000 --> 00:02.000]  one\n[00:03.000 --> 00:04.000]  two"],
    ["a table", "start\tend\ttext\n1000\t2000\tone\n3000\t4000\ttwo"],
    [
      "a meeting with names above the words",
      "0:0:1.0 --> 0:0:2.1\nAnn Lee\none\n\n0:0:3.0 --> 0:0:4.5\nBob\ntwo",
    ],
  ])("%s", (_, content) => {
    const { cues, isTimed } = parseUploaded("AUTO", content);
    expect(isTimed).toBe(true);
    expect(normalizeCues(cues).map(({ startMs, text }) => [startMs, text])).toEqual([
      [1_000, "one"],
      [3_000, "two"],
    ]);
  });

  it("also text without times", () => {
    expect(parseUploaded("AUTO", "Just words, and more of them.").isTimed).toBe(false);
  });
});

it("SubViewer breaks lines by [br]", () => {
  expect(textsOf("SBV", "0:00:01.000,0:00:02.000", "one[br]two")).toEqual(["one two"]);
});

it("text read in another encoding is put right", () => {
  expect(textsOf("SRT", T1, "don\u0092t \u0093stop\u0094\u0085")).toEqual(["don’t “stop”…"]);
  expect(textsOf("SRT", T1, "don\u00E2\u0080\u0099t")).toEqual(["don’t"]);
  expect(textsOf("SRT", T1, "one\u0085two")).toEqual(["one two"]);
});

it("a clock alone on its line begins a cue whose end is estimated, and a time that was said does not", () => {
  const { cues, warnings } = parseUploaded(
    "SRT",
    `${T1}\none\n\n00:00:04,000\ntwo\n\n${T3}\nat 10:30\n10:45`,
  );
  expect(cues.map(({ startMs, text }) => [startMs, text])).toEqual([
    [1000, "one"],
    [4000, "two"],
    [5000, "at 10:30\n10:45"],
  ]);
  expect(warnings).toEqual([expect.stringContaining("has no end that can be read")]);
});
