import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cue } from "../../captions/cue.ts";
import { normalizeCues } from "../../captions/normalize/normalize.ts";
import { parseTimedText } from "../../captions/formats/timed-text.ts";
import { parseUploaded } from "../../captions/formats/uploaded.ts";
import { printClassic, printJson3, printSrt, printSrv3, printText, printVtt } from "./print-captions.ts";

const word = fc.oneof(
  fc.stringMatching(/^[a-zA-Z']{1,9}$/),
  fc.constantFrom(
    "AT&T",
    "&lt;",
    "&amp;amp;",
    "<i>",
    "a<b",
    "</p>",
    "]]>",
    "-->",
    "日本語",
    "naïve",
    "👩‍💻",
    '"so"',
    "$1",
    "\\n",
    "[he]",
    "42",
  ),
);
// Each begins with a word of its own: a line of figures, or a time, would be read as such in the text format, and a list of
// cues that are mostly the same is taken for karaoke.
const text = fc.array(word, { minLength: 0, maxLength: 8 }).map((words) => words.join(" "));
const cues = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 90_000 }),
      length: fc.integer({ min: 1_100, max: 9_000 }),
      text,
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((list) => {
    let at = 0;
    return normalizeCues(
      list.map((item, index) => {
        const startMs = at + item.gap;
        at = startMs + item.length;
        return { startMs, endMs: at, text: `cue${index}x ${item.text}` };
      }),
    );
  });

describe("what is printed and parsed is what it was", () => {
  const parsers: [string, (list: Cue[]) => Cue[]][] = [
    ["srv3", (list) => parseTimedText(printSrv3(list))],
    ["srv3, automatic", (list) => parseTimedText(printSrv3(list, { automatic: true }))],
    ["classic XML", (list) => parseTimedText(printClassic(list))],
    ["json3", (list) => parseTimedText(printJson3(list))],
    ["json3, automatic", (list) => parseTimedText(printJson3(list, { automatic: true }))],
    ["WebVTT from YouTube", (list) => parseTimedText(printVtt(list))],
    ["WebVTT uploaded", (list) => parseUploaded("VTT", printVtt(list)).cues],
    ["SubRip", (list) => parseUploaded("SRT", printSrt(list)).cues],
    ["SubRip with CRLF", (list) => parseUploaded("SRT", printSrt(list).replaceAll("\n", "\r\n")).cues],
  ];
  it.each(parsers)("%s", (_, roundTrip) => {
    fc.assert(
      fc.property(cues, (list) => {
        expect(normalizeCues(roundTrip(list))).toEqual(list);
      }),
      { numRuns: 300 },
    );
  });

  it("text with times, to the second", () => {
    fc.assert(
      fc.property(cues, (list) => {
        const read = normalizeCues(parseUploaded("TEXT", printText(list)).cues);
        expect(read.map((cue) => cue.text)).toEqual(list.map((cue) => cue.text));
        for (const [index, cue] of read.entries())
          expect(cue.startMs).toBe(Math.floor((list[index]?.startMs ?? 0) / 1_000) * 1_000);
      }),
      { numRuns: 300 },
    );
  });

  it("automatic WebVTT, whose lines roll", () => {
    const list = ["so what is new", "no no", "no", "let us see", "go"].map((line, index) => ({
      startMs: index * 2_000,
      endMs: index * 2_000 + 2_000,
      text: line,
    }));
    expect(normalizeCues(parseTimedText(printVtt(list, { automatic: true })))).toEqual(list);
  });
});
