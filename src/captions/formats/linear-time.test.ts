import { describe, expect, it } from "vitest";
import { normalizeCues } from "../normalize/normalize.ts";
import { parseTimedText } from "./timed-text.ts";
import { CaptionFormatError, parseUploaded, type UploadFormat } from "./uploaded.ts";

/**
 * A fifth of what may be uploaded. In proportion to its length a reader takes a fraction of a second;
 * by its square, minutes: more than the time limit of a test.
 */
const SIZE = 400_000;

const filled = (piece: string) => piece.repeat(Math.ceil(SIZE / piece.length));

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

/** Every format that may hold the text, and the text as one cue. */
function readEverywhere(text: string): void {
  readAll("VTT", `WEBVTT\n\n00:01.000 --> 00:02.000\n${text}`);
  readAll("SRT", `00:00:01,000 --> 00:00:02,000\n${text}`);
  readAll("SRT", text);
  readAll("TEXT", `0:01 ${text}`);
  readAll("TEXT", text);
  readAll("TIMED_TEXT", `<transcript><text start="1">${text}</text></transcript>`);
  readAll("TIMED_TEXT", `<timedtext>${text}`);
  normalizeCues([{ startMs: 0, endMs: 1_000, text }]);
}

describe("a text of any make is read within the time limit of a test", () => {
  it.each(PIECES)("of %j", (piece) => {
    expect(() => readEverywhere(filled(piece))).not.toThrow();
  });

  it.each([
    ["elements that never close", filled("<p>")],
    ["attributes", `<timedtext ${filled('a="1" ')}`],
    ["nested JSON", filled("[")],
    ["titles that never close", `<html>${filled("<title")}`],
  ])("of %s", (_, text) => {
    expect(() => readAll("TIMED_TEXT", text)).not.toThrow();
  });

  it.each([
    ["marks in marks", "[x".repeat(SIZE / 2) + "]".repeat(SIZE / 2)],
    ["words in marks", "[music".repeat(SIZE / 12) + "music]".repeat(SIZE / 12)],
  ])("of %s", (_, text) => {
    expect(() => normalizeCues([{ startMs: 0, endMs: 1, text }])).not.toThrow();
  });

  const sayings = Array.from({ length: SIZE / 10 }, (_, index) => ({
    startMs: index,
    endMs: 900_000,
    text: "so it goes on",
  }));
  // Their text is by the square of their number.
  const growing = Array.from({ length: Math.ceil(Math.sqrt(SIZE)) }, (_, index) => ({
    startMs: index * 100,
    endMs: index * 100 + 100,
    text: "a ".repeat(index + 1),
  }));
  it.each([
    ["repeat", sayings],
    ["all begin at once", sayings.map((cue) => ({ ...cue, startMs: 0 }))],
    ["grow", growing],
  ])("of cues that %s", (_, cues) => {
    expect(() => normalizeCues(cues)).not.toThrow();
  });
});
