import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createFakeEmbedding } from "../src/testing/fakes/fake-embedding.ts";
import { openEncoder } from "./encoders.ts";
import { cacheVectors } from "./vector-cache.ts";

const { signal } = new AbortController();

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "vector-cache-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

it("encodes a text once, for all that share the folder and the model's name", async () => {
  const folder = await createFolder();
  const open = (name: string) => {
    const embedding = createFakeEmbedding({ name });
    const cached = cacheVectors(embedding, folder);
    onTestFinished(() => cached.model.close());
    return { ...cached, calls: embedding.calls };
  };
  const [first, same, other] = [open("one"), open("one"), open("other")];
  const expected = await createFakeEmbedding().embed(["tea", "water", "tea"], signal);
  expect(await first.vectors(["tea", "water", "tea"], signal)).toEqual(expected);
  expect(await same.model.embed(["water", "leaf"], signal)).toHaveLength(2);
  expect(await other.vectors(["tea"], signal)).toHaveLength(1);
  expect([first.calls, same.calls, other.calls]).toEqual([[["tea", "water"]], [["leaf"]], [["tea"]]]);
});

it("keeps the vectors of a text's parts with that of the whole", async () => {
  const folder = await createFolder();
  let calls = 0;
  const embedding = {
    ...createFakeEmbedding(),
    embedParts: async (texts: string[][]) => {
      calls += texts.length;
      return texts.map((parts) => ({
        whole: Float32Array.of(parts.length, 0),
        parts: parts.map((part) => Float32Array.of(part.length, 1)),
      }));
    },
  };
  const { model } = cacheVectors(embedding, folder);
  onTestFinished(() => model.close());
  const texts = [["tea", "water"], ["leaf"]];
  const first = await model.embedParts!(texts, signal);
  expect(await model.embedParts!(texts, signal)).toEqual(first);
  expect(first).toEqual(await embedding.embedParts(texts));
  expect(calls).toBe(2 + 2);
});

it("has the embedded encoder's vectors under a provider's name", async () => {
  const folder = await createFolder();
  const embedded = await openEncoder(folder, false);
  const provided = await openEncoder(folder, true);
  for (const { model } of [embedded, provided]) onTestFinished(() => model.close());
  const texts = ["How hot should the water be?", "Eighty degrees."];
  const [vectors, others] = await Promise.all(
    [provided, embedded].map(({ model }) => model.embed(texts, signal)),
  );
  expect(provided.model.name).not.toBe(embedded.model.name);
  for (const [index, vector] of vectors!.entries()) {
    const cosine = vector.reduce((sum, value, at) => sum + value * others![index]![at]!, 0);
    expect(cosine).toBeCloseTo(1, 5);
  }
});
