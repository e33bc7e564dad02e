import { describe, expect, it } from "vitest";
import { cpuMs } from "../../testing/cpu-time.ts";
import { normalizeCues } from "../normalize/normalize.ts";
import { parseTimedText } from "./timed-text.ts";
import { CaptionFormatError, parseUploaded, type UploadFormat } from "./uploaded.ts";

// Two megabytes each. Quadratic time would be minutes.
const SIZE = 2_000_000;
const LIMIT_MS = 5_000;
const fill = (piece: string) => piece.repeat(Math.ceil(SIZE / piece.length));

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
];

function readAll(format: UploadFormat | "TIMED_TEXT", content: string): void {
  try {
    normalizeCues(format === "TIMED_TEXT" ? parseTimedText(content) : parseUploaded(format, content));
  } catch (error) {
    if (!(error instanceof CaptionFormatError)) throw error;
  }
}

describe("two megabytes take seconds at most", { timeout: 120_000 }, () => {
  it.each(PIECES)("of %j", (piece) => {
    const body = fill(piece);
    expect(cpuMs(() => readAll("VTT", `WEBVTT\n\n00:01.000 --> 00:02.000\n${body}`))).toBeLessThan(LIMIT_MS);
    expect(cpuMs(() => readAll("SRT", `00:00:01,000 --> 00:00:02,000\n${body}`))).toBeLessThan(LIMIT_MS);
    expect(cpuMs(() => readAll("SRT", body))).toBeLessThan(LIMIT_MS);
    expect(cpuMs(() => readAll("TEXT", `0:01 ${body}`))).toBeLessThan(LIMIT_MS);
    expect(cpuMs(() => readAll("TEXT", body))).toBeLessThan(LIMIT_MS);
    expect(
      cpuMs(() => readAll("TIMED_TEXT", `<transcript><text start="1">${body}</text></transcript>`)),
    ).toBeLessThan(LIMIT_MS);
    expect(cpuMs(() => readAll("TIMED_TEXT", `<timedtext>${body}`))).toBeLessThan(LIMIT_MS);
    expect(cpuMs(() => normalizeCues([{ startMs: 0, endMs: 1_000, text: body }]))).toBeLessThan(LIMIT_MS);
  });

  it("of elements that never close, of attributes, of nested JSON", () => {
    expect(cpuMs(() => readAll("TIMED_TEXT", fill("<p>")))).toBeLessThan(LIMIT_MS);
    expect(cpuMs(() => readAll("TIMED_TEXT", `<timedtext ${fill('a="1" ')}`))).toBeLessThan(LIMIT_MS);
    expect(cpuMs(() => readAll("TIMED_TEXT", fill("[")))).toBeLessThan(LIMIT_MS);
    expect(cpuMs(() => readAll("TIMED_TEXT", `<html>${fill("<title")}`))).toBeLessThan(LIMIT_MS);
  });

  it("of cues that repeat, grow, or all begin at once", () => {
    const cues = Array.from({ length: 100_000 }, (_, index) => ({
      startMs: index,
      endMs: 900_000,
      text: "so it goes on",
    }));
    expect(cpuMs(() => normalizeCues(cues))).toBeLessThan(LIMIT_MS);
    expect(cpuMs(() => normalizeCues(cues.map((cue) => ({ ...cue, startMs: 0 }))))).toBeLessThan(LIMIT_MS);
    const growing = Array.from({ length: 2_000 }, (_, index) => ({
      startMs: index * 100,
      endMs: index * 100 + 100,
      text: "a ".repeat(index + 1),
    }));
    expect(cpuMs(() => normalizeCues(growing))).toBeLessThan(LIMIT_MS);
    const nested = `${fill("[x")}${fill("]")}`;
    expect(cpuMs(() => normalizeCues([{ startMs: 0, endMs: 1, text: nested }]))).toBeLessThan(LIMIT_MS);
    expect(
      cpuMs(() =>
        normalizeCues([
          { startMs: 0, endMs: 1, text: `${"[music".repeat(150_000)}${"music]".repeat(150_000)}` },
        ]),
      ),
    ).toBeLessThan(LIMIT_MS);
  });
});
