import { expect, test } from "vitest";
import { highlight } from "./highlight.ts";
import type { PlacedSentence } from "../../captions/sentences.ts";

/** Sentences of so many seconds, one after the other. */
function passageOf(seconds: [text: string, seconds: number][]): {
  text: string;
  sentences: PlacedSentence[];
} {
  const sentences: PlacedSentence[] = [];
  for (const [text, length] of seconds) {
    const startMs = sentences.at(-1)?.endMs ?? 0;
    const from = sentences.length === 0 ? 0 : sentences.at(-1)!.to + 1;
    sentences.push({ text, startMs, endMs: startMs + length * 1000, from, to: from + text.length });
  }
  return { text: seconds.map(([text]) => text).join(" "), sentences };
}

const passage = passageOf([
  ["Hello.", 10],
  ["We had lunch.", 10],
  ["It was good.", 10],
  ["Now the dough.", 10],
  ["The dough rests.", 10],
  ["Then it rises.", 10],
  ["Bye.", 10],
]);
const { text, sentences } = passage;
const shareOf = (sentence: string) => sentence.split("dough").length - 1;

test("a hit begins one sentence before its window comes to what was asked", () => {
  const hit = highlight(passage, sentences.slice(1, 5), shareOf, 150_000);
  expect(hit).toMatchObject({ startMs: 20_000, endMs: 70_000 });
  expect(hit.text).toBe(text.slice(sentences[2]!.from));
});

test("a window without a word of the question is shown from its start", () => {
  expect(highlight(passage, sentences.slice(2, 4), () => 0, 40_000)).toMatchObject({
    startMs: 10_000,
    endMs: 50_000,
  });
});

test("a hit goes on no longer than the limit, but for its own window", () => {
  expect(highlight(passage, sentences.slice(3, 5), shareOf, 35_000)).toMatchObject({
    startMs: 20_000,
    endMs: 50_000,
  });
});

test("at the end of a passage a hit begins earlier, so as not to be too short", () => {
  expect(highlight(passage, sentences.slice(6), () => 0, 150_000)).toMatchObject({
    startMs: 40_000,
    endMs: 70_000,
  });
});

test("what leads into it is left out where it is long", () => {
  const long = passageOf([
    ["A very long story.", 20],
    ["The dough.", 20],
    ["Bye.", 20],
  ]);
  expect(highlight(long, long.sentences.slice(1), shareOf, 150_000).startMs).toBe(20_000);
});
