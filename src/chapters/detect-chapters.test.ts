import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runAtOnce } from "../async/steps.ts";
import { chapterCount, detectChapters } from "./detect-chapters.ts";

const BREAD = [
  "A sourdough starter is flour and water that wild yeast has settled in.",
  "The wild yeast eats the flour and fills the dough with bubbles.",
  "Knead the dough until the gluten is strong enough to hold these bubbles.",
  "A strong gluten network makes the crumb of the bread open.",
  "Let the dough rest before the oven is hot.",
  "The crust of the bread browns in a hot oven with steam.",
  "A sourdough starter is fed with flour each day.",
  "Without salt the dough rises fast and the bread is bland.",
];
const SAILS = [
  "A sailing boat moves because the wind bends around its sails.",
  "The keel keeps the boat from drifting with the wind.",
  "To go upwind, the crew tacks the boat from side to side.",
  "The mainsail is hoisted before the anchor comes up.",
  "The rudder steers the boat, and the crew trims the mainsail.",
  "In a storm the crew reefs the mainsail, so that the wind has less to hold.",
  "The anchor holds the boat where the harbour is shallow.",
  "A sailing boat heels when the wind is strong, and its keel rights it.",
];

/** So many sentences of a text, over and over, each of `seconds`. */
function speak(texts: string[][], each: number, seconds = 10) {
  return texts
    .flatMap((text) => Array.from({ length: each }, (_, n) => text[n % text.length]!))
    .map((text, n) => ({ startMs: n * seconds * 1000, endMs: (n * seconds + seconds - 1) * 1000, text }));
}

/** A vector a subject, each sentence a little off it. */
const vectorsOf = (subjects: number, each: number) =>
  Array.from({ length: subjects * each }, (_, n) => {
    const vector = new Float32Array(subjects + 3);
    vector[Math.floor(n / each)] = 0.95;
    vector[subjects + (n % 3)] = Math.sqrt(1 - 0.95 ** 2);
    return vector;
  });

const detect = (
  sentences: ReturnType<typeof speak>,
  vectors: Float32Array[] | null = null,
  { language = "en", durationMs = null as number | null } = {},
) => runAtOnce(detectChapters({ sentences, language, durationMs }, vectors));

describe("where chapters begin", () => {
  test("a transcript is cut where its subject turns, by its words", () => {
    const chapters = detect(speak([BREAD, SAILS], 12));
    expect(chapters.map(({ startMs }) => startMs)).toContain(120_000);
  });

  test("a transcript is cut where its vectors turn, though its words do not", () => {
    const sentences = speak([BREAD, BREAD], 12);
    const chapters = detect(sentences, vectorsOf(2, 12));
    expect(chapters.map(({ startMs }) => startMs)).toContain(120_000);
  });

  test("chapters are in order, without gaps, and reach from 0 to the video's end", () => {
    const late = speak([BREAD, SAILS, BREAD], 30).map((sentence) => ({
      ...sentence,
      startMs: sentence.startMs + 7000,
      endMs: sentence.endMs + 7000,
    }));
    const durationMs = 920_000;
    const chapters = detect(late, vectorsOf(3, 30), { durationMs });
    expect(chapters[0]!.startMs).toBe(0);
    expect(chapters.at(-1)!.endMs).toBe(durationMs);
    for (const [index, { startMs }] of chapters.entries()) {
      if (index === 0) continue;
      expect(startMs).toBe(chapters[index - 1]!.endMs);
      expect(late.map((sentence) => sentence.startMs)).toContain(startMs);
    }
  });

  test.each([
    [1, 1],
    [89, 1],
    [90, 2],
    [600, 5],
    [1500, 9],
    [3600, 12],
    [36_000, 12],
  ])("a video of %d seconds has %d chapters", (seconds, count) => {
    expect(chapterCount(seconds * 1000)).toBe(count);
    const each = Math.max(1, Math.round(seconds / 20));
    const chapters = detect(speak([BREAD, SAILS], each), null, { durationMs: seconds * 1000 });
    expect(chapters).toHaveLength(count);
    if (count === 1) return;
    for (const { startMs, endMs } of chapters) expect(endMs - startMs).toBeGreaterThanOrEqual(45_000);
  });

  test("a long video is cut at the starts of sentences too", () => {
    const sentences = speak([BREAD, SAILS], 3000, 3);
    const chapters = detect(sentences);
    const starts = new Set(sentences.map(({ startMs }) => startMs));
    expect(chapters.every(({ startMs }) => starts.has(startMs))).toBe(true);
    expect(chapters.some(({ startMs }) => Math.abs(startMs - 9_000_000) < 60_000)).toBe(true);
  });

  test("chapters of whatever is said keep to the bounds", () => {
    const said = fc.record({
      gapMs: fc.integer({ min: 0, max: 60_000 }),
      text: fc.oneof(fc.constantFrom(...BREAD, ...SAILS), fc.string({ unit: "grapheme" })),
    });
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 60 }), fc.boolean(), (speech, hasVectors) => {
        let atMs = 0;
        const sentences = speech.map(({ gapMs, text }) => {
          atMs += gapMs;
          return { startMs: atMs, endMs: atMs + 4000, text };
        });
        const chapters = detect(sentences, hasVectors ? vectorsOf(1, sentences.length) : null);
        expect(chapters[0]!.startMs).toBe(0);
        expect(chapters.at(-1)!.endMs).toBe(atMs + 4000);
        expect(chapters.length).toBeLessThanOrEqual(chapterCount(atMs + 4000));
        for (const [index, { startMs, endMs, title }] of chapters.entries()) {
          expect(chapters[index + 1]?.startMs ?? endMs).toBe(endMs);
          expect(chapters.length === 1 || endMs - startMs >= 45_000).toBe(true);
          expect(typeof title).toBe("string");
        }
      }),
    );
  });

  test("the same transcript has the same chapters", () => {
    const sentences = speak([BREAD, SAILS, BREAD], 20);
    expect(detect(sentences, vectorsOf(3, 20))).toEqual(detect(sentences, vectorsOf(3, 20)));
  });

  test("one sentence is one chapter, however long, and nothing said has none", () => {
    const [sentence] = speak([BREAD], 1, 600);
    const chapter = { startMs: 0, endMs: 600_000, title: expect.any(String) as string };
    expect(detect([sentence!], vectorsOf(1, 1), { durationMs: 600_000 })).toEqual([chapter]);
    expect(detect([])).toEqual([]);
    expect(detect([], [])).toEqual([]);
  });

  test("a video that is said to end before its transcript does, ends with that", () => {
    expect(detect(speak([BREAD], 30), null, { durationMs: 1000 }).at(-1)!.endMs).toBe(299_000);
  });

  test("vectors that are not those of the sentences are refused", () => {
    expect(() => detect(speak([BREAD], 30), vectorsOf(1, 29))).toThrow("29 vectors of 30 sentences");
  });

  test("no step of an hour's speech holds the event loop", () => {
    const steps = detectChapters(
      { sentences: speak([BREAD, SAILS], 500, 4), language: "en", durationMs: null },
      null,
    );
    let count = 0;
    while (steps.next().done !== true) count++;
    expect(count).toBeGreaterThan(1000);
  });
});
