import { expect, test } from "vitest";
import type { EmbeddingModel } from "../models/embeddings/embedding-model.ts";
import { embedCut } from "./embed-cut.ts";

const { signal } = new AbortController();
const texts = {
  sentences: ["One.", "Two.", "Three.", "One."],
  windows: [
    { first: 0, last: 1, text: "One. Two." },
    { first: 2, last: 3, text: "Three. One." },
  ],
};
const unit = (angle: number) => Float32Array.of(Math.cos(angle), Math.sin(angle));
const close = async () => {};

test("a sentence's vector lies halfway between its own and the one within its window", async () => {
  const embedded: string[] = [];
  const model: EmbeddingModel = {
    name: "stand-in",
    embed: async (list) => list.map((text) => (embedded.push(text), unit(0))),
    embedParts: async (list) => list.map((parts) => ({ whole: unit(3), parts: parts.map(() => unit(1)) })),
    close,
  };
  const progress: number[] = [];
  const vectors = await embedCut(model, texts, signal, (share) => progress.push(share));
  expect(vectors.windows).toEqual([unit(3), unit(3)]);
  expect(vectors.sentences).toHaveLength(4);
  for (const vector of vectors.sentences) {
    expect(vector[0]).toBeCloseTo(Math.cos(0.5), 5);
    expect(vector[1]).toBeCloseTo(Math.sin(0.5), 5);
  }
  expect(embedded.toSorted()).toEqual(["One.", "Three.", "Two."]);
  expect(progress.at(-1)).toBe(1);
});

test("without vectors of parts, a sentence's vector is its own, and windows are embedded whole", async () => {
  const embed = async (list: string[]) => list.map((text) => unit(text.length));
  const vectors = await embedCut({ name: "stand-in", embed, close }, texts, signal, () => {});
  expect(vectors.windows).toEqual([unit(9), unit(11)]);
  for (const [at, text] of texts.sentences.entries())
    expect(vectors.sentences[at]![0]).toBeCloseTo(Math.cos(text.length), 5);
});

test("where one call fails, the others are aborted, and the first failure is told", async () => {
  let aborted = false;
  const embedded = embedCut(
    {
      name: "stand-in",
      embed: async () => Promise.reject(new Error("refused")),
      embedParts: (_, anySignal) =>
        new Promise((_resolve, reject) =>
          anySignal.addEventListener("abort", () => {
            aborted = true;
            reject(anySignal.reason);
          }),
        ),
      close,
    },
    texts,
    signal,
    () => {},
  );
  await expect(embedded).rejects.toThrow("refused");
  expect(aborted).toBe(true);
});
