import { describe, expect, it } from "vitest";
import type { EntityManager } from "../database/open.ts";
import { cuesOf } from "../testing/database/stored-transcript.ts";
import { sampleIndex } from "../testing/sample-index.ts";
import type { IndexCache } from "./index/index-cache.ts";
import { createSearch } from "./search.ts";

const index = sampleIndex(
  cuesOf(["Green tea wants water of eighty degrees.", "Black tea wants it boiling."]),
);
const executor = {} as EntityManager;

/** A search whose transcripts have so many bytes by their names, and which are read once they are let. */
function start(bytes: Record<string, { missing: number; vectors: number }>) {
  const reading: { id: string; withVectors: boolean; finish: () => void }[] = [];
  const indexes = {
    measure: async (_, [transcript]) => bytes[transcript!.id]!,
    loadIndexes: (_, [transcript], _signal, { withVectors = true } = {}) =>
      new Promise((resolve) => {
        reading.push({ id: transcript!.id, withVectors, finish: () => resolve([index]) });
      }),
  } as Partial<IndexCache> as IndexCache;
  const search = createSearch({ embedding: null, indexes });
  const ask = (id: string, signal?: AbortSignal) =>
    search({ executor, transcripts: [{ id, indexVersion: 1 }], query: "tea", first: 1, signal });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { reading, ask, settled };
}

const SMALL = { missing: 1e6, vectors: 1e6 };
const LARGE = { missing: 1e8, vectors: 1e8 };
const LARGEST = { missing: 7e8, vectors: 6e8 };

describe("a search that reads much into memory", () => {
  it("waits for the one before, while others go on", async () => {
    const { reading, ask, settled } = start({ one: LARGE, other: LARGE, small: SMALL });
    const asked = [ask("one"), ask("other"), ask("small")];
    await settled();
    expect(reading.map(({ id }) => id).toSorted()).toEqual(["one", "small"]);
    for (const each of reading) each.finish();
    await asked[0];
    await settled();
    expect(reading.map(({ id }) => id).at(-1)).toBe("other");
    reading.at(-1)!.finish();
    for (const result of await Promise.all(asked)) expect(result.hits).toHaveLength(1);
  });

  it("is not made once nobody waits for it any more", async () => {
    const { reading, ask, settled } = start({ one: LARGE, other: LARGE });
    const first = ask("one");
    const controller = new AbortController();
    const left = ask("other", controller.signal);
    await settled();
    controller.abort(new Error("left"));
    reading[0]!.finish();
    await first;
    await expect(left).rejects.toThrow("left");
    expect(reading.map(({ id }) => id)).toEqual(["one"]);
  });

  it("goes without the vectors of sentences where they are too many", async () => {
    const { reading, ask, settled } = start({ large: LARGE, largest: LARGEST });
    for (const id of ["large", "largest"]) {
      const asked = ask(id);
      await settled();
      reading.at(-1)!.finish();
      await asked;
    }
    expect(reading.map(({ id, withVectors }) => [id, withVectors])).toEqual([
      ["large", true],
      ["largest", false],
    ]);
  });
});
