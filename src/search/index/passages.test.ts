import * as fc from "fast-check";
import { expect, test } from "vitest";
import { cpuMs } from "../../testing/cpu-time.ts";
import { anyCues, anyLanguage, fold, withoutSpace } from "../../testing/arbitraries.ts";
import { cutPassages, passageSteps, type PassageDraft } from "./passages.ts";
import { postingSteps } from "./postings.ts";
import type { Sentence } from "../../captions/sentence.ts";
import { terms } from "../../text/terms.ts";
import { countWords } from "../../text/words.ts";

const speech = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    startMs: index * 4000,
    endMs: index * 4000 + 4000,
    text: `Sentence ${index} says a little more about the topic.`,
  }));

const timesAndText = ({ startMs, endMs, text }: Sentence) => ({ startMs, endMs, text });

test("passages last about 150 to 180 seconds and begin with the end of the one before", () => {
  const passages = cutPassages(speech(200), "en");
  for (const passage of passages.slice(0, -1)) {
    expect(passage.endMs - passage.startMs).toBeGreaterThanOrEqual(150_000);
    expect(passage.endMs - passage.startMs).toBeLessThanOrEqual(190_000);
  }
  expect(passages[1]!.sentences[0]).toMatchObject(timesAndText(passages[0]!.sentences.at(-2)!));
  expect(passages.map((passage) => passage.ordinal)).toEqual(passages.map((_, index) => index));
});

test("terms are those of questions, in order", () => {
  const [passage] = cutPassages(
    [{ startMs: 0, endMs: 3000, text: "Running runs. The runner ran 3.14 miles" }],
    "en",
  );
  expect(passage!.terms).toEqual(["run", "run", "runner", "run", "3.14", "mile"]);
  expect(terms("runs", "en")).toEqual(["run"]);
});

test("a hundred thousand cues take no more than seconds", () => {
  const cues = Array.from({ length: 100_000 }, (_, index) => ({
    startMs: index * 1000,
    endMs: index * 1000 + 900,
    text: `word${index % 977} more`,
  }));
  const took = cpuMs(() => {
    expect(cutPassages(cues, "en").length).toBeGreaterThan(400);
  });
  expect(took).toBeLessThan(10_000);
});

test("cues without words make no passage", () => {
  expect(cutPassages([{ startMs: 0, endMs: 1000, text: "  " }], "en")).toEqual([]);
});

/** The terms of a passage without those that it shares with the one before. */
const own = (passage: PassageDraft) => passage.windows.flatMap((window) => window.terms);

test("every word is in one window, and windows are what an encoder supportsLanguage, whatever the cues", () => {
  fc.assert(
    fc.property(anyCues, anyLanguage, (cues, language) => {
      const passages = cutPassages(cues, language);
      const windows = passages.flatMap((passage) => passage.windows);
      expect(withoutSpace(windows.map((window) => window.text).join(""))).toBe(
        withoutSpace(cues.map((cue) => cue.text).join("")),
      );
      const folded = cues
        .map((cue) => fold(cue.text))
        .filter((text) => text !== "")
        .join(" ");
      for (const passage of passages) {
        expect(folded).toContain(passage.text);
        expect(passage.sentences.length).toBeGreaterThan(0);
        for (const { text, from, to } of passage.sentences) expect(passage.text.slice(from, to)).toBe(text);
        expect(passage.terms.slice(passage.terms.length - own(passage).length)).toEqual(own(passage));
        for (const window of passage.windows) {
          expect(passage.text).toContain(window.text);
          expect(window.endMs).toBeLessThanOrEqual(passage.endMs);
          expect(countWords(window.text)).toBeLessThanOrEqual(80);
        }
      }
    }),
  );
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
])("two megabytes are cut, and indexed, in many small steps: %s", (_, cues) => {
  const steps = passageSteps(cues, "en");
  let count = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) count++;
  expect(count).toBeGreaterThan(50_000);
  const postings = [...postingSteps(step.value)].length;
  expect(postings).toBeGreaterThanOrEqual(step.value.flatMap((passage) => passage.windows).length);
});
