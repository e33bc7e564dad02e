import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cue } from "../cue.ts";
import { normalizeCues } from "./normalize.ts";

const cue = (startMs: number, endMs: number, text: string): Cue => ({ startMs, endMs, text });
const texts = (cues: Cue[]) => normalizeCues(cues).map(({ text }) => text);

describe("times", () => {
  it("sorts, and ends each cue where a later one begins", () => {
    expect(normalizeCues([cue(2_000, 9_000, "b"), cue(500, 4_000, "a"), cue(2_000, 3_000, "c")])).toEqual([
      cue(500, 2_000, "a"),
      cue(2_000, 9_000, "b"),
      cue(2_000, 3_000, "c"),
    ]);
  });

  it("estimates an end that is missing, before the start, or absurd", () => {
    const ends = [Number.NaN, 10, Number.POSITIVE_INFINITY, 1e15].map(
      (endMs) =>
        normalizeCues([cue(1_000, endMs, "ten words that take some time to say out loud")])[0]?.endMs,
    );
    expect(new Set(ends).size).toBe(1);
    expect(ends[0]).toBeGreaterThan(3_000);
    expect(ends[0]).toBeLessThan(6_000);
  });

  it("drops what cannot be placed and starts nothing before 0", () => {
    const cues = [
      cue(Number.NaN, 1, "x"),
      cue(Number.POSITIVE_INFINITY, 1, "x"),
      cue(1e12, 2e12, "x"),
      cue(-900, -100, "x"),
      cue(-500.4, 900.6, "kept"),
    ];
    expect(normalizeCues(cues)).toEqual([cue(0, 901, "kept")]);
  });
});

describe("repeats", () => {
  it("gives rolling lines once, however many are shown", () => {
    const rolling = [
      cue(0, 1_000, "one\ntwo\nthree"),
      cue(1_000, 2_000, "two\nthree\nfour"),
      cue(2_000, 3_000, "three\nfour\nfive"),
      cue(3_000, 4_000, "four\nfive\nsix"),
    ];
    expect(texts(rolling)).toEqual(["one two three", "four", "five", "six"]);
  });

  it("gives growing captions once", () => {
    const growing = ["so", "so what", "so what is", "so what is new"].map((text, i) =>
      cue(i * 500, i * 500 + 500, text),
    );
    expect(texts(growing)).toEqual(["so", "what", "is", "new"]);
  });

  it("joins karaoke cues that show the same words over and over", () => {
    const karaoke = [0, 1, 2, 3, 4].map((i) => cue(i * 400, i * 400 + 400, i < 3 ? "hello there" : "you"));
    expect(normalizeCues(karaoke)).toEqual([cue(0, 1_200, "hello there"), cue(1_200, 2_000, "you")]);
  });

  it("drops a cue shown twice at the same time", () => {
    expect(texts([cue(0, 900, "hi"), cue(0, 900, "hi"), cue(900, 2_000, "you")])).toEqual(["hi", "you"]);
  });

  it("gives layers at one time once each, in whatever order they come", () => {
    const layers = ["upper", "lower", "upper", "lower"].map((text) => cue(0, 900, text));
    expect(texts([...layers, cue(900, 2_000, "lower")])).toEqual(["upper", "lower", "lower"]);
  });

  it("gives rolling lines once that were joined into one", () => {
    const lines = [
      "so this is the first",
      "and here is the second",
      "with a third below",
      "up to the fourth",
    ];
    const rolling = lines.map((line, i) =>
      cue(i * 900, i * 900 + 900, [lines[i - 1] ?? [], line].flat().join(" ")),
    );
    expect(texts(rolling)).toEqual(lines);
  });

  it("keeps words that begin a cue as they ended the one before by chance", () => {
    const said = [
      "we put it in the box",
      "in the box there was more",
      "than we had thought of",
      "at the beginning of it",
      "all",
    ];
    expect(texts(said.map((text, i) => cue(i * 900, i * 900 + 900, text)))).toEqual(said);
  });

  it("keeps what speakers say again", () => {
    const said = ["no", "no", "I said no", "well", "well then", "let us go on", "with", "something", "else"];
    expect(texts(said.map((text, i) => cue(i * 1_000, i * 1_000 + 1_000, text)))).toEqual(said);
    const again = [
      cue(0, 1_000, "over here\nI want that"),
      cue(1_000, 2_000, "I want that\nto be mine"),
      cue(2_000, 3_000, "and\nso on"),
      cue(3_000, 4_000, "on\nit goes"),
      cue(4_000, 5_000, "two\nlines"),
      cue(5_000, 6_000, "more\nlines"),
      cue(6_000, 7_000, "last\nones"),
    ];
    expect(texts(again).join(" ")).toBe(again.map(({ text }) => text.replace("\n", " ")).join(" "));
  });

  it("keeps a refrain that comes after a pause", () => {
    const refrain = [0, 1, 2, 3].map((i) => cue(i * 5_000, i * 5_000 + 1_000, "la la la"));
    expect(texts(refrain)).toHaveLength(4);
  });
});

describe("any input", () => {
  const time = fc.oneof(
    fc.integer({ min: -2_000, max: 8_000 }),
    fc.double({ min: 0, max: 5_000 }),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e13),
  );
  const piece = fc.constantFrom(
    "no",
    "yes we can",
    "a",
    "\n",
    " ",
    "[Music]",
    ">> ",
    "♪",
    "&lt;",
    "\u200B",
    "one",
    "two",
  );
  const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(" "));
  const cues = fc.array(fc.record({ startMs: time, endMs: time, text }), { maxLength: 12 });

  it("comes out in order, in whole milliseconds, each cue longer than nothing and on one line", () => {
    fc.assert(
      fc.property(cues, (input) => {
        let before = 0;
        for (const { startMs, endMs, text: line } of normalizeCues(input)) {
          expect(Number.isSafeInteger(startMs) && Number.isSafeInteger(endMs)).toBe(true);
          expect(startMs).toBeGreaterThanOrEqual(before);
          expect(endMs).toBeGreaterThan(startMs);
          expect(line).toMatch(/^\S(?:.*\S)?$/u);
          before = startMs;
        }
      }),
      { numRuns: 1_000 },
    );
  });

  /** A line that is shown again beside another goes on past the other's start. */
  const shownAgain: Cue[] = [
    { startMs: 8, endMs: 0, text: "two" },
    { startMs: 8, endMs: 0, text: "two no" },
    { startMs: 0, endMs: 0, text: "two" },
  ];

  it("does not change the second time, nor does the input", () => {
    fc.assert(
      fc.property(cues, (input) => {
        const copy = structuredClone(input);
        const once = normalizeCues(input);
        expect(input).toEqual(copy);
        expect(normalizeCues(once)).toEqual(once);
      }),
      { numRuns: 5_000, examples: [[shownAgain]] },
    );
  });
});
