import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Cue } from "./cue.ts";
import { anyCues, anyLanguage, fold, withoutSpace } from "../testing/arbitraries.ts";
import { splitSentences } from "./sentences.ts";
import { UNSPACED } from "../text/scripts.ts";
import { countWords } from "../text/words.ts";

/** Cues of three seconds each, one after the other. */
const cues = (...texts: string[]): Cue[] =>
  texts.map((text, index) => ({ startMs: index * 3000, endMs: index * 3000 + 3000, text }));

const texts = (list: Cue[], language = "en") =>
  splitSentences(list, language).map((sentence) => sentence.text);

test("sentences run across cues and keep the cues' times", () => {
  expect(
    splitSentences(cues("The first step is to", "press on the wound. Then", "pack it with gauze."), "en"),
  ).toEqual([
    { startMs: 0, endMs: 6000, text: "The first step is to press on the wound." },
    { startMs: 3000, endMs: 9000, text: "Then pack it with gauze." },
  ]);
});

test("abbreviations, initials and decimals end no sentence", () => {
  expect(texts(cues("Dr. Smith and J. R. Jones say e.g. that pi is 3.14 or so. Is it? Yes!"))).toEqual([
    "Dr. Smith and J. R. Jones say e.g. that pi is 3.14 or so.",
    "Is it?",
    "Yes!",
  ]);
});

test("captions without punctuation are cut between cues, at pauses where there are any", () => {
  const line = "and then we take the derivative of this";
  const list = Array.from({ length: 12 }, (_, index) => {
    const startMs = index * 2500 + (index >= 5 ? 2000 : 0);
    return { startMs, endMs: startMs + 2500, text: line };
  });
  const sentences = splitSentences(list, "en");
  expect(sentences.every((sentence) => countWords(sentence.text) <= 30)).toBe(true);
  expect(sentences.map((sentence) => sentence.startMs)).toContain(list[5]!.startMs);
  expect(sentences.every((sentence) => sentence.text.startsWith("and then"))).toBe(true);
});

test("words inside a long cue get their own times", () => {
  const [first, second] = splitSentences(
    [{ startMs: 0, endMs: 20_000, text: "Wash it well. Dry it well." }],
    "en",
  );
  expect(first).toMatchObject({ startMs: 0, text: "Wash it well." });
  expect(first!.endMs).toBeGreaterThan(8000);
  expect(second).toMatchObject({ endMs: 20_000, text: "Dry it well." });
  expect(second!.startMs).toBeGreaterThan(8000);
});

test("what a rolling caption says ends when the next begins", () => {
  const sentences = splitSentences(
    [
      { startMs: 0, endMs: 6000, text: "This is one." },
      { startMs: 3000, endMs: 9000, text: "This is two." },
    ],
    "en",
  );
  expect(sentences.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 3000],
    [3000, 9000],
  ]);
});

test("languages have their own full stops", () => {
  expect(texts(cues("これは行列です。次は", "ベクトルです。"), "ja")).toEqual([
    "これは行列です。",
    "次はベクトルです。",
  ]);
  expect(texts(cues("यह पहला है। यह दूसरा है।"), "hi")).toHaveLength(2);
  expect(texts(cues("ما هذا؟ هذا كتاب."), "ar")).toHaveLength(2);
});

test("a single cue of three hours is cut to sentences", () => {
  const threeHours = 10_800_000;
  const spoken = splitSentences(
    [{ startMs: 0, endMs: threeHours, text: "some words without end ".repeat(6000) }],
    "en",
  );
  expect(spoken.every((sentence) => countWords(sentence.text) <= 30)).toBe(true);
  expect(spoken.at(-1)!.endMs).toBe(threeHours);
  const unspaced = splitSentences(
    [{ startMs: 0, endMs: threeHours, text: "行列の固有値を求める".repeat(2000) }],
    "ja",
  );
  expect(unspaced.every((sentence) => countWords(sentence.text) <= 30)).toBe(true);
});

test("nothing is lost and all stands in the cues that its times overlap, whatever the cues", () => {
  fc.assert(
    fc.property(anyCues, anyLanguage, (list, language) => {
      const sentences = splitSentences(list, language);
      expect(withoutSpace(sentences.map((sentence) => sentence.text).join(""))).toBe(
        withoutSpace(list.map((cue) => cue.text).join("")),
      );
      let startMs = 0;
      for (const sentence of sentences) {
        expect(sentence.startMs).toBeGreaterThanOrEqual(startMs);
        expect(sentence.endMs).toBeGreaterThan(sentence.startMs);
        startMs = sentence.startMs;
        const overlapped = list.filter((cue) => cue.startMs < sentence.endMs && cue.endMs > sentence.startMs);
        const said = overlapped.map((cue) => cue.text);
        const compared = said.some((text) => UNSPACED.test(text)) ? withoutSpace : fold;
        expect(compared(said.join(" "))).toContain(compared(sentence.text));
      }
    }),
  );
});
