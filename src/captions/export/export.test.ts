import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyCues } from "../../testing/arbitraries.ts";
import { normalizeCues } from "../normalize/normalize.ts";
import { readCaptions } from "../read-captions.ts";
import { writeText } from "./write-text.ts";
import { writeVtt, type WrittenTranscript } from "./write-vtt.ts";

const CUES = [
  { startMs: 0, endMs: 2500, text: "Tom & Jerry: a < b, b > c --> d, &lt; and <i>" },
  { startMs: 4040, endMs: 9000, text: "42" },
  { startMs: 12_000, endMs: 15_000, text: "12 seconds are enough" },
  { startMs: 61_000, endMs: 65_000, text: "3:16 is a verse, {\\an8} and C:\\Names and [br] are none" },
  { startMs: 3_725_125, endMs: 3_730_000, text: "NOTE that I said it" },
];
const CHAPTERS = [
  { startMs: 0, title: "Opening (part 1)" },
  { startMs: 60_000, title: "A title of 1:30 & more" },
  { startMs: 3_600_000, title: "Close, at last" },
];
const TRANSCRIPT: WrittenTranscript = { cues: CUES, chapters: CHAPTERS, isTimed: true };

const vttOf = (transcript: Partial<WrittenTranscript> = {}) =>
  [...writeVtt({ ...TRANSCRIPT, ...transcript })].join("");
const textOf = (transcript: Partial<WrittenTranscript> = {}) =>
  [...writeText({ ...TRANSCRIPT, ...transcript })].join("");
const textsOf = (cues: { text: string }[]) => cues.map(({ text }) => text);

describe("WebVTT", () => {
  test("has the chapters in a note above the cues", () => {
    expect(vttOf({ cues: CUES.slice(0, 1) })).toBe(
      [
        "WEBVTT",
        "NOTE Chapters\n0:00 Opening (part 1)\n1:00 A title of 1:30 & more\n1:00:00 Close, at last",
        "00:00:00.000 --> 00:00:02.500\nTom &amp; Jerry: a &lt; b, b &gt; c --&gt; d, &amp;lt; and &lt;i&gt;\n\n",
      ].join("\n\n"),
    );
  });

  test("is read back as it was, chapters and all", () => {
    const read = readCaptions({ format: "VTT", content: vttOf() });
    expect(read).toMatchObject({ cues: CUES, chapters: CHAPTERS, isTimed: true });
  });

  test("is read back as it was, whatever was said", () => {
    fc.assert(
      fc.property(anyCues, (given) => {
        const cues = normalizeCues(given);
        fc.pre(cues.length > 0);
        const content = vttOf({ cues, chapters: [] });
        expect(readCaptions({ format: "VTT", content }).cues).toEqual(cues);
      }),
    );
  });

  test.each(["!! !-> 3.14", ":> 0", "0:00 > 0:05", "1: > 2"])(
    "is read back where what was said is %s",
    (text) => {
      const cues = [{ startMs: 0, endMs: 1, text }];
      expect(readCaptions({ format: "VTT", content: vttOf({ cues, chapters: [] }) }).cues).toEqual(cues);
    },
  );

  test("has no arrow and no blank line in a note", () => {
    const chapters = [{ startMs: 0, title: "a --> b\n\nc" }];
    expect(vttOf({ chapters, cues: [] })).toBe("WEBVTT\n\nNOTE Chapters\n0:00 a → b c\n\n");
  });

  test("says where its times are estimates, which is read back", () => {
    const content = vttOf({ isTimed: false });
    expect(content).toContain("\n\nNOTE Times are estimates");
    expect(readCaptions({ format: "VTT", content })).toMatchObject({ isTimed: false, cues: CUES });
    expect(vttOf()).not.toContain("estimates");
  });
});

describe("text", () => {
  test("has a line for each cue, under the headings of the chapters", () => {
    expect(textOf({ cues: [CUES[1]!, CUES[2]!, CUES[4]!] })).toBe(
      [
        "== Opening (part 1) (0:00) ==",
        "",
        "0:04 – 42",
        "0:12 – 12 seconds are enough",
        "",
        "== A title of 1:30 & more (1:00) ==",
        "",
        "",
        "== Close, at last (1:00:00) ==",
        "",
        "1:02:05 NOTE that I said it",
        "",
      ].join("\n"),
    );
  });

  test("is read back in whole seconds, chapters and all", () => {
    const read = readCaptions({ format: "TEXT", content: textOf() });
    expect(read).toMatchObject({ chapters: CHAPTERS, isTimed: true });
    expect(textsOf(read.cues)).toEqual(textsOf(CUES));
    const seconds = CUES.map(({ startMs }) => startMs - (startMs % 1000));
    expect(read.cues.map(({ startMs }) => startMs)).toEqual(seconds);
  });

  test.each([
    [1000, "a second thought"],
    [60_000, "Une minute de silence"],
    [12_000, "12 seconds are enough"],
    [3000, "3:16 is a verse"],
    [3000, "- No. - Yes."],
    [3000, "(quietly spoken) so be it"],
    [0, "0 seconds are left"],
  ])("at %i ms does not lose words from %j", (startMs, text) => {
    const cues = [
      { startMs, endMs: startMs + 1000, text },
      { startMs: startMs + 5000, endMs: startMs + 9000, text: "and so on" },
      { startMs: startMs + 9000, endMs: startMs + 12_000, text: "and so forth" },
    ];
    const read = readCaptions({ format: "TEXT", content: textOf({ cues, chapters: [] }) });
    expect(read.cues.map((cue) => [cue.startMs, cue.text])).toEqual(
      normalizeCues(cues).map((cue) => [cue.startMs, cue.text]),
    );
  });

  test("is read back with all words, whatever was said", () => {
    const word = fc.constantFrom(...WORDS);
    const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.array(line, { minLength: 3, maxLength: 12 }), (lines) => {
        const cues = lines.map((text, at) => ({ startMs: at * 7000, endMs: at * 7000 + 7000, text }));
        const content = textOf({ cues, chapters: [] });
        expect(textsOf(readCaptions({ format: "TEXT", content }).cues)).toEqual(textsOf(normalizeCues(cues)));
      }),
    );
  });
  const WORDS = [
    "tea",
    "Water.",
    "12",
    "seconds",
    "3:16",
    "to",
    "AT&T",
    "a < b",
    "Ann:",
    "“So”",
    "–",
    "is",
    "1:02:03",
  ];

  test("without times has none, and is read back as such", () => {
    const cues = CUES.filter(({ text }) => !/^[\d]/.test(text));
    const content = textOf({ cues, isTimed: false });
    expect(content.startsWith("== Opening (part 1) ==\n\nTom & Jerry")).toBe(true);
    const read = readCaptions({ format: "TEXT", content });
    expect(read).toMatchObject({ chapters: null, isTimed: false });
    expect(textsOf(read.cues)).toEqual(textsOf(cues));
  });

  test.each([
    ["words between signs of equality", "0:00 a == b == c\n0:05 and so on"],
    ["a rule", "0:00 One.\n=====\n0:05 Two."],
  ])("%s are no heading", (_, content) => {
    const said = textsOf(readCaptions({ format: "TEXT", content }).cues).join(" ");
    expect(said).toContain("==");
  });
});

test("a transcript of twelve hours is written in short parts", () => {
  const cues = Array.from({ length: 20_000 }, (_, index) => ({
    startMs: index * 2000,
    endMs: index * 2000 + 2000,
    text: `This is what is said in line ${index}.`,
  }));
  for (const parts of [[...writeVtt({ ...TRANSCRIPT, cues })], [...writeText({ ...TRANSCRIPT, cues })]]) {
    expect(parts.length).toBeGreaterThanOrEqual(100);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(20_000);
  }
});
