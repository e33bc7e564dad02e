import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { PlacedSentence } from "../../../captions/sentences.ts";
import { runAtOnce } from "../../../async/steps.ts";
import { anyCues, anyLanguage } from "../../../testing/arbitraries.ts";
import { countWords } from "../../../text/words.ts";
import { cutSteps, cutTranscript } from "./cut-transcript.ts";
import { textsOf } from "./cut-texts.ts";
import { decodeRanges, decodeSentences, encodeCut } from "../encoded-cut.ts";
import type { Range } from "../range.ts";
import { windowSteps } from "./windows.ts";

const speech = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    startMs: index * 4000,
    endMs: index * 4000 + 4000,
    text: `Sentence ${index} says a little more about the topic.`,
  }));

test("passages last about 150 to 180 seconds and begin with the last two sentences of the one before", () => {
  const { sentences, passages } = cutTranscript(speech(200), "en");
  for (const [number, { first, last }] of passages.slice(0, -1).entries()) {
    const own = number === 0 ? first : passages[number - 1]!.last + 1;
    const lastsMs = sentences[last]!.endMs - sentences[own]!.startMs;
    expect(lastsMs).toBeGreaterThanOrEqual(150_000);
    expect(lastsMs).toBeLessThanOrEqual(180_000);
    expect(own - first).toBe(number === 0 ? 0 : 2);
  }
});

test("cues without words make no sentence, no window and no passage", () => {
  const cut = cutTranscript([{ startMs: 0, endMs: 1000, text: "  " }], "en");
  expect(cut).toEqual({ text: "", sentences: [], windows: [], passages: [] });
});

/** Whether ranges begin with the first sentence, leave none out, and each goes on after the one before. */
function coverAll(ranges: Range[], sentences: number): boolean {
  let next = 0;
  for (const { first, last } of ranges) {
    if (first > next || last < next || first > last) return false;
    next = last + 1;
  }
  return next === sentences;
}

test("every sentence is in a window and in a passage, and windows are what an encoder reads, whatever the cues", () => {
  fc.assert(
    fc.property(anyCues, anyLanguage, (cues, language) => {
      const cut = cutTranscript(cues, language);
      expect(coverAll(cut.windows, cut.sentences.length)).toBe(true);
      expect(coverAll(cut.passages, cut.sentences.length)).toBe(true);
      const texts = textsOf(cut);
      for (const { text } of texts.windows) expect(countWords(text)).toBeLessThanOrEqual(80);
      for (const { from, to, text } of cut.sentences) expect(cut.text.slice(from, to)).toBe(text);
      expect(texts.sentences).toEqual(cut.sentences.map(({ text }) => text));
    }),
  );
});

test("what is stored of a cut gives it back", () => {
  fc.assert(
    fc.property(anyCues, anyLanguage, (cues, language) => {
      const cut = cutTranscript(cues, language);
      const encoded = encodeCut(cut);
      // The bytes of a driver begin anywhere.
      const shifted = (bytes: Buffer) => Buffer.concat([Buffer.of(0), bytes]).subarray(1);
      const { startMs, endMs, from, to } = decodeSentences(shifted(encoded.sentences));
      const sentences = Array.from(startMs, (start, index) => ({
        startMs: start,
        endMs: endMs[index]!,
        from: from[index]!,
        to: to[index]!,
        text: cut.text.slice(from[index], to[index]),
      }));
      expect(sentences).toEqual(cut.sentences);
      for (const name of ["windows", "passages"] as const) {
        const { first, last } = decodeRanges(shifted(encoded[name]));
        const ranges = Array.from(first, (start, index) => ({ first: start, last: last[index]! }));
        expect(ranges).toEqual(cut[name]);
      }
    }),
  );
});

const sentencesOf = (words: number[]): PlacedSentence[] =>
  words.map((count, index) => ({
    startMs: index * 1000,
    endMs: index * 1000 + 1000,
    from: 0,
    to: 0,
    text: "word ".repeat(count).trim(),
  }));

const windowsOf = (words: number[], overlap: number) => runAtOnce(windowSteps(sentencesOf(words), overlap));

test("windows go on where the one before ends, or begin with as much of its end as they may", () => {
  expect(windowsOf([20, 20, 20, 20, 20, 20, 20, 20], 0)).toEqual([
    { first: 0, last: 3 },
    { first: 4, last: 7 },
  ]);
  expect(windowsOf([20, 20, 20, 20, 20, 20, 20, 20], 0.5)).toEqual([
    { first: 0, last: 3 },
    { first: 2, last: 5 },
    { first: 4, last: 7 },
  ]);
});

test("no window is a part of another, whatever the sentences and the overlap", () => {
  const words = fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(words, fc.constantFrom(0, 0.25, 0.5, 0.75), (counts, overlap) => {
      const windows = windowsOf(counts, overlap);
      expect(coverAll(windows, counts.length)).toBe(true);
      for (const [number, { first, last }] of windows.slice(1).entries()) {
        expect(first).toBeGreaterThan(windows[number]!.first);
        expect(last).toBeGreaterThan(windows[number]!.last);
      }
    }),
  );
});

test("a hundred thousand cues are cut within the limit of a test", () => {
  const cues = Array.from({ length: 100_000 }, (_, index) => ({
    startMs: index * 1000,
    endMs: index * 1000 + 900,
    text: `word${index % 977} more`,
  }));
  expect(cutTranscript(cues, "en").passages.length).toBeGreaterThan(400);
});

const SIZE = 2_000_000;
const fill = (piece: string) => piece.repeat(SIZE / piece.length);
const oneCue = (text: string) => [{ startMs: 0, endMs: 600_000, text }];

test.each([
  ["one long cue of words", oneCue(fill("wording "))],
  ["one word", oneCue(fill("word"))],
  ["a script without spaces", oneCue(fill("漢字仮名元帳署名"))],
  [
    "many small cues",
    Array.from({ length: 50_000 }, (_, index) => ({
      startMs: index * 900,
      endMs: index * 900 + 900,
      text: `word${index % 977}`,
    })),
  ],
])("two megabytes are cut in many small steps: %s", (_, cues) => {
  const count = [...cutSteps(cues, "en")].length;
  expect(count).toBeGreaterThan(50_000);
});
