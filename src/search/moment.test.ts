import { expect, test } from "vitest";
import { cuesOf } from "../testing/database/stored-transcript.ts";
import { sampleIndex } from "../testing/sample-index.ts";
import { quotesAt, type Moment } from "./moment.ts";

/** Each line is said for eight seconds. */
const LINES = [
  "The kettle, which is made of steel or of copper, is filled with fresh and cold water from the tap.",
  "Black tea wants water that is boiling when it meets the leaves.",
  "Green tea wants water that has cooled down for three minutes.",
  "A timer rings when the leaves have to come out.",
  "The pot is emptied to the last drop into the cups.",
  "A tin with a tight lid keeps the leaves dry and dark.",
  "Never put the tin on the shelf above the cooker.",
];
const index = sampleIndex(cuesOf(LINES));
const said = (timeMs: number) =>
  quotesAt(index, { timeMs })
    .map(({ text }) => text)
    .join(" ");

test("begins with the sentence that is said at a time, and goes on for half a minute", () => {
  expect(quotesAt(index, { timeMs: 20_000 })[0]).toMatchObject({ startMs: 16_000 });
  expect(said(20_000)).toBe(LINES.slice(2).join(" "));
});

test("gives few quotes of few sentences, in order and without gaps", () => {
  const quotes = quotesAt(index, { timeMs: 0 });
  expect(quotes.length).toBeGreaterThan(1);
  expect(quotes.length).toBeLessThanOrEqual(3);
  for (const { text } of quotes) expect(text.split(" ").length).toBeLessThanOrEqual(45);
  expect(quotes.slice(1).map(({ startMs }) => startMs)).toEqual(
    quotes.slice(0, -1).map(({ endMs }) => endMs),
  );
});

test("gives what is said last for the end", () => {
  expect(said(Infinity)).toContain(LINES.at(-1));
  expect(said(Infinity)).not.toContain(LINES[0]);
});

test("gives nothing after the last word, and nothing of silence", () => {
  expect(quotesAt(index, { timeMs: 60_000 })).toEqual([]);
  expect(quotesAt(sampleIndex([]), { timeMs: 0 })).toEqual([]);
});

test("gives what is said next where nobody speaks", () => {
  const pause = sampleIndex([
    { startMs: 0, endMs: 5000, text: "Now we wait for the water to boil." },
    { startMs: 120_000, endMs: 125_000, text: "It boils, and the leaves go in." },
  ]);
  expect(quotesAt(pause, { timeMs: 60_000 }).map(({ text }) => text)).toEqual([
    "It boils, and the leaves go in.",
  ]);
});

test("gives the middle, what is said before a time, and the last or first of a video for as long as is asked", () => {
  const textOf = (moment: Moment) =>
    quotesAt(index, moment)
      .map(({ text }) => text)
      .join(" ");
  expect(textOf({ timeShare: 0.5 })).toMatch(/^A timer rings/);
  expect(textOf({ timeMs: 40_000, isBefore: true })).toMatch(/^Black tea wants/);
  expect(textOf({ timeMs: Infinity, spanMs: 16_000 })).toBe(LINES.slice(4).join(" "));
  expect(textOf({ timeMs: 0, spanMs: 8_000 })).toBe(LINES[0]);
});

test("gives some quotes of a long span, evenly spread", () => {
  const hour = sampleIndex(
    cuesOf(Array.from({ length: 450 }, (_, n) => `${LINES[n % 7]} This is line ${n}.`)),
  );
  const quotes = quotesAt(hour, { timeMs: 600_000, spanMs: 300_000 });
  expect(quotes.length).toBeGreaterThan(3);
  expect(quotes.length).toBeLessThanOrEqual(6);
  expect(quotes.at(-1)!.startMs).toBeGreaterThan(800_000);
});
