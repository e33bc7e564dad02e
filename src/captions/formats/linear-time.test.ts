import { describe, expect, it } from "vitest";
import { cpuMs } from "../../testing/cpu-time.ts";
import { normalizeCues } from "../normalize/normalize.ts";
import { parseTimedText } from "./timed-text.ts";
import { CaptionFormatError, parseUploaded, type UploadFormat } from "./uploaded.ts";

/** A tenth of what may be uploaded, and a tenth of that: quadratic time would make the one a hundred times the other. */
const SIZE = 200_000;
const SMALL = SIZE / 10;
/** Linear time makes it ten times, and what a run costs whatever it reads makes it less. */
const MOST_RATIO = 50;
/** The small one is too short to be measured alone. */
const FLOOR_MS = 10;

/** What share of the time that is allowed reading what `make` gives takes: less than 1 where time is linear. */
function shareOfLinear(read: (body: string) => unknown, make: (size: number) => string): number {
  const small = make(SMALL);
  const large = make(SIZE);
  const smallMs = Math.max(
    FLOOR_MS,
    cpuMs(() => read(small)),
  );
  return cpuMs(() => read(large)) / (smallMs * MOST_RATIO);
}

const filled = (piece: string) => (size: number) => piece.repeat(Math.ceil(size / piece.length));

const PIECES = [
  "<",
  ">",
  "<a",
  "<rt>",
  "<rt>x</r",
  "{\\",
  "&",
  "&amp;",
  "&#x1",
  "[",
  "(Music",
  "[Music [",
  "[Music] ",
  ">> ",
  ">",
  " ",
  "\t",
  "\n",
  "\r",
  "1",
  "1:",
  "0:01",
  "0:01\n",
  "0:01 a\n",
  "0:00 - [(",
  "0:044 seconds",
  "-->",
  "00:01 --> ",
  "-",
  "\u200B",
  "♪",
  "a ",
  "a\n",
  "漢",
  "\uD83D",
  "1\n",
  "[x(Music)",
  "[0:04](",
  "<a ",
  "< / i ",
  "[♪",
  "a 0:01 ",
  "0:01 - 0:02 ",
  "1:00:001 hour ",
  "00:01,5 --&gt; ",
  "a\n\n",
  "\u0085",
];

function readAll(format: UploadFormat | "TIMED_TEXT", content: string): void {
  try {
    normalizeCues(format === "TIMED_TEXT" ? parseTimedText(content) : parseUploaded(format, content).cues);
  } catch (error) {
    if (!(error instanceof CaptionFormatError)) throw error;
  }
}

describe("time is in proportion to the text", () => {
  it.each(PIECES)("of %j", (piece) => {
    const body = filled(piece);
    expect(
      shareOfLinear((text) => readAll("VTT", `WEBVTT\n\n00:01.000 --> 00:02.000\n${text}`), body),
    ).toBeLessThan(1);
    expect(
      shareOfLinear((text) => readAll("SRT", `00:00:01,000 --> 00:00:02,000\n${text}`), body),
    ).toBeLessThan(1);
    expect(shareOfLinear((text) => readAll("SRT", text), body)).toBeLessThan(1);
    expect(shareOfLinear((text) => readAll("TEXT", `0:01 ${text}`), body)).toBeLessThan(1);
    expect(shareOfLinear((text) => readAll("TEXT", text), body)).toBeLessThan(1);
    expect(
      shareOfLinear(
        (text) => readAll("TIMED_TEXT", `<transcript><text start="1">${text}</text></transcript>`),
        body,
      ),
    ).toBeLessThan(1);
    expect(shareOfLinear((text) => readAll("TIMED_TEXT", `<timedtext>${text}`), body)).toBeLessThan(1);
    expect(shareOfLinear((text) => normalizeCues([{ startMs: 0, endMs: 1_000, text }]), body)).toBeLessThan(
      1,
    );
  });

  it("of elements that never close, of attributes, of nested JSON", () => {
    expect(shareOfLinear((text) => readAll("TIMED_TEXT", text), filled("<p>"))).toBeLessThan(1);
    expect(
      shareOfLinear((text) => readAll("TIMED_TEXT", `<timedtext ${text}`), filled('a="1" ')),
    ).toBeLessThan(1);
    expect(shareOfLinear((text) => readAll("TIMED_TEXT", text), filled("["))).toBeLessThan(1);
    expect(shareOfLinear((text) => readAll("TIMED_TEXT", `<html>${text}`), filled("<title"))).toBeLessThan(1);
  });

  it("of marks in marks", () => {
    const read = (text: string) => normalizeCues([{ startMs: 0, endMs: 1, text }]);
    expect(shareOfLinear(read, (size) => "[x".repeat(size / 2) + "]".repeat(size / 2))).toBeLessThan(1);
    expect(
      shareOfLinear(read, (size) => "[music".repeat(size / 12) + "music]".repeat(size / 12)),
    ).toBeLessThan(1);
  });

  it("of cues that repeat, grow, or all begin at once", () => {
    const cuesOf = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        startMs: index,
        endMs: 900_000,
        text: "so it goes on",
      }));
    expect(
      shareOfLinear(
        (count) => normalizeCues(cuesOf(Number(count))),
        (size) => String(size / 10),
      ),
    ).toBeLessThan(1);
    expect(
      shareOfLinear(
        (count) => normalizeCues(cuesOf(Number(count)).map((cue) => ({ ...cue, startMs: 0 }))),
        (size) => String(size / 10),
      ),
    ).toBeLessThan(1);
    const growing = (lines: number) =>
      Array.from({ length: lines }, (_, index) => ({
        startMs: index * 100,
        endMs: index * 100 + 100,
        text: "a ".repeat(index + 1),
      }));
    // Their text is by the square of their number.
    expect(
      shareOfLinear((count) => normalizeCues(growing(Math.ceil(Math.sqrt(Number(count))))), String),
    ).toBeLessThan(1);
  });
});
