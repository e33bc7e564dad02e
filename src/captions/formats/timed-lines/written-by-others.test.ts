import { describe, expect, it } from "vitest";
import { parseUploaded } from "../uploaded.ts";
import { readTimedLines } from "./timed-lines.ts";

const read = (content: string) =>
  readTimedLines(content).map(({ startMs, text }) => [startMs / 1_000, text.replaceAll("\n", " ")]);

const TWO = [
  [4, "Hello all"],
  [9, "we begin"],
];

describe("times before words", () => {
  it.each([
    "0:04 - 0:09 Hello all\n0:09 - 0:12 we begin",
    "0:04–0:09: Hello all\n0:09–0:12: we begin",
    "0:04 → 0:09 Hello all\n0:09 → 0:12 we begin",
    "0:04 to 0:09 Hello all\n0:09 to 0:12 we begin",
    "[00:00:04 - 00:00:09] Hello all\n[00:00:09 - 00:00:12] we begin",
    "(0:04 - 0:09) Hello all\n(0:09 - 0:12) we begin",
    "00:04 - 00:09\nHello all\n\n00:09 - 00:12\nwe begin",
    "**[00:00:04]** Hello all\n\n**[00:00:09]** we begin",
    "**0:04** · Hello all\n\n**0:09** · we begin",
    "- 0:04 Hello all\n- 0:09 we begin",
    "* `0:04` Hello all\n* `0:09` we begin",
    "1. [0:04] Hello all\n2. [0:09] we begin",
    "> 0:04 Hello all\n> 0:09 we begin",
    "### 0:04\nHello all\n### 0:09\nwe begin",
    "[0:04](https://youtu.be/x?t=4) Hello all\n[0:09](https://youtu.be/x?t=9) we begin",
    "- [[0:04](https://youtu.be/x?t=4)] Hello all\n- [[0:09](https://youtu.be/x?t=9)] we begin",
    "[0:04](/watch?v=x&t=4): Hello all\n[0:09](/watch?v=x&t=9): we begin",
    '<a href="https://youtu.be/x?t=4">0:04</a> Hello all\n<a href="/watch?t=9">0:09</a> we begin',
    "0:04 (https://youtu.be/x?t=4) Hello all\n0:09 (https://youtu.be/x?t=9) we begin",
    "۰:۰۴ Hello all\n۰:۰۹ we begin",
    "０：０４　Hello all\n０：０９　we begin",
    "०:०४\nHello all\n०:०९\nwe begin",
    "\u200F0:04\n\u200FHello all\n\u200F0:09\n\u200Fwe begin",
    "\u200B0:04 Hello all\n\uFEFF0:09 we begin",
    "[0:04] <0:04.00> Hello <0:05.50> all\n[0:09] <0:09.00> we begin",
    "00:00:04\n \nHello all\n \n00:00:09\n \nwe begin",
  ])("%j", (content) => {
    expect(read(content).map(([time, text]) => [time, String(text).replace(/\s+/g, " ")])).toEqual(TWO);
  });
});

describe("the speaker before the time is no word, and a warning says so", () => {
  it.each([
    "Ann Lee  0:04\nHello all\n\nBob  0:09\nwe begin",
    "Ann Lee   0:04  \nHello all\n\nBob   0:09  \nwe begin\n\nTranscribed by https://otter.ai",
    "Speaker 1 (0:04): Hello all\nSpeaker 2 (0:09): we begin",
    "Speaker 1: (00:04)\nHello all\n\nSpeaker 2: (00:09)\nwe begin",
    "Ann: [0:04] Hello all\nBob: [0:09] we begin",
    "**Ann Lee:** [00:04] Hello all\n\n**Bob:** [00:09] we begin",
    "[Ann Lee] 00:00:04\nHello all\n\n[Bob] 00:00:09\nwe begin",
  ])("%j", (content) => {
    expect(read(content)).toEqual(TWO);
    expect(parseUploaded("TEXT", content).warnings).toEqual([
      expect.stringMatching(/names .*“Bob”|“Speaker 2”/),
    ]);
  });

  it("but a name after it stays, and so do times that were said", () => {
    expect(read("[0:04] Ann: Hello all\n[0:09] Bob: we meet\nas ever at 10:30")).toEqual([
      [4, "Ann: Hello all"],
      [9, "Bob: we meet as ever at 10:30"],
    ]);
  });
});

it("a line of lyrics with several times is sung at each", () => {
  expect(read("[0:12.00][0:45.00]again\n[0:20.00]once")).toEqual([
    [12, "again"],
    [20, "once"],
    [45, "again"],
  ]);
});

it("a range ends its cue, and a time that was said behind another is no range", () => {
  expect(readTimedLines("[0:01 - 0:03] one\n[0:10 - 0:12] two").map(({ endMs }) => endMs)).toEqual([
    3_000, 12_000,
  ]);
  expect(read("0:01 one\n0:05 - 3:16 is the verse\n0:10 two\n0:20 three")).toContainEqual([
    5,
    "3:16 is the verse",
  ]);
});

describe("what YouTube's panel has beside the words", () => {
  it.each([
    "Deutsch (automatisch erzeugt)",
    "Español (generados automáticamente)",
    "German (auto-generated)",
    "日本語（自動生成）",
    "русский (создано автоматически)",
    "English - CC1",
    "Português (Brasil)",
  ])("%s, its track", (footer) => {
    expect(read(`0:04\nHello all\n0:09\nwe begin\n${footer}`)).toEqual(TWO);
  });

  it.each([
    "Chapter 2: Tea",
    "Kapitel 2: Te",
    "Chapitre 2 : Le thé",
    "Bab 2: Teh",
    "Розділ 2: Чай",
    "第2章：お茶",
    "2. fejezet: Tea",
    "الفصل 2: الشاي",
  ])("%s, a chapter", (heading) => {
    expect(read(`0:04\nHello all\n${heading}\n0:09\nwe begin`)).toEqual(TWO);
  });

  it("not where it is all that was said, or no language", () => {
    expect(read("0:04\nChapter 2: Tea\n0:09\nGerman (as ever)")).toEqual([
      [4, "Chapter 2: Tea"],
      [9, "German (as ever)"],
    ]);
    expect(read("0:04\none\n0:09\ntwo\nThat is it (I think)")).toContainEqual([
      9,
      "two That is it (I think)",
    ]);
  });
});

describe("a table with start, end and words", () => {
  it.each([
    "start,end,text\n4.0,9.0,Hello all\n9.0,12.0,we begin",
    'Start Time,End Time,Text\n0:00:04,0:00:09,"Hello all"\n0:00:09,0:00:12,"we begin"',
    "start;end;text\n00:04.000;00:09.000;Hello all\n00:09.000;00:12.000;we begin",
    "4000\t9000\tHello all\n9000\t12000\twe begin",
    "0:04\t0:09\tHello all\n0:09\t0:12\twe begin",
  ])("%j", (content) => {
    const { cues, isTimed } = parseUploaded("AUTO", content);
    expect(isTimed).toBe(true);
    expect(cues.map(({ startMs, text }) => [startMs / 1_000, text])).toEqual(TWO);
  });
});

it("the one time in a text is its beginning, or an hour of the day", () => {
  expect(parseUploaded("AUTO", "On tea\n0:00 Hello all, we begin").isTimed).toBe(true);
  const said = parseUploaded("AUTO", "We met at\n10:30 in the morning\nand left.");
  expect(said).toMatchObject({ isTimed: false, warnings: [expect.stringContaining("estimated")] });
});
