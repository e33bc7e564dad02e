import { describe, expect, it } from "vitest";
import { createEmbedQueue, type EmbedQueueOptions } from "./embed-queue.ts";
import { ModelError } from "../model-error.ts";

const live = new AbortController().signal;
const asQueued = (texts: string[]) => texts.map((text) => ({ text, cost: text.length }));
const numbered = (count: number, prefix: string) =>
  asQueued(Array.from({ length: count }, (_, i) => prefix + i));

/** A queue whose batches end when the test says so. The vector of a text is its length. */
function heldQueue(options: Partial<EmbedQueueOptions<string, Float32Array>> = {}) {
  const batches: { texts: string[]; signal: AbortSignal; finish(error?: unknown): void }[] = [];
  const queue = createEmbedQueue<string, Float32Array>({
    concurrency: 1,
    maxTexts: 4,
    run: (texts, signal) =>
      new Promise((resolve, reject) => {
        const finish = (error?: unknown) =>
          error ? reject(error) : resolve(texts.map((text) => Float32Array.of(text.length)));
        batches.push({ texts, signal, finish });
      }),
    ...options,
  });
  return { queue, batches };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("createEmbedQueue", () => {
  it("answers in the order of the texts, over batches", async () => {
    const { queue, batches } = heldQueue();
    const vectors = queue.embed(asQueued(["a", "bb", "ccc", "dddd", "eeeee"]), live);
    batches[0]!.finish();
    await settled();
    batches[1]!.finish();
    expect(await vectors).toEqual([1, 2, 3, 4, 5].map((length) => Float32Array.of(length)));
    expect(batches.map((batch) => batch.texts.length)).toEqual([4, 1]);
  });

  it("answers no texts at once", async () => {
    expect(await heldQueue().queue.embed([], live)).toEqual([]);
  });

  it("fills batches with the texts of several callers, up to their cost", async () => {
    const { queue, batches } = heldQueue({ delayMs: 1, maxTexts: 100, maxCost: 5 });
    void queue.embed(asQueued(["aa", "bb"]), live);
    void queue.embed(asQueued(["c", "dd"]), live);
    await expect.poll(() => batches.length).toBe(1);
    expect(batches[0]!.texts).toEqual(["aa", "bb", "c"]);
  });

  it("keeps a transcript waiting for others to share its batch, and no question", async () => {
    const { queue, batches } = heldQueue({ delayMs: 60_000 });
    void queue.embed(numbered(20, "window "), live).catch(() => {});
    void queue.embed(asQueued(["question"]), live).catch(() => {});
    await expect.poll(() => batches.map(({ texts }) => texts)).toEqual([["question"]]);
    queue.close();
  });

  it("sends a text that costs more than a batch by itself", () => {
    const { queue, batches } = heldQueue({ maxCost: 5 });
    void queue.embed(asQueued(["longer than five"]), live);
    expect(batches[0]!.texts).toHaveLength(1);
  });

  it("goes round the owners, text by text, by what their texts cost", async () => {
    const { queue, batches } = heldQueue({ maxTexts: 6 });
    void queue.embed(numbered(10, "first "), live, "one");
    void queue.embed(numbered(40, "long "), live, "one");
    void queue.embed(numbered(40, "s"), live, "other");
    batches[0]!.finish();
    await settled();
    const { texts } = batches[1]!;
    // "first 6" costs as much as three or four of "s0".
    expect(texts.filter((text) => text.startsWith("first"))).toEqual(["first 6", "first 7"]);
    expect(texts.filter((text) => text.startsWith("s"))).toEqual(["s0", "s1", "s2", "s3"]);
  });

  it("owes nothing to an owner who comes anew", async () => {
    const { queue, batches } = heldQueue({ maxTexts: 4 });
    void queue.embed(numbered(200, "a"), live, "one");
    for (let batch = 0; batch < 20; batch++) {
      batches[batch]!.finish();
      await settled();
    }
    void queue.embed(numbered(20, "b"), live, "other");
    for (let batch = 20; batch < 22; batch++) {
      batches[batch]!.finish();
      await settled();
    }
    const texts = batches.slice(21, 23).flatMap((batch) => batch.texts);
    expect(texts.filter((text) => text.startsWith("b")).length).toBeLessThan(6);
    expect(texts.filter((text) => text.startsWith("a")).length).toBeGreaterThan(2);
  });

  it("lets a question jump ahead of an ingest", async () => {
    const { queue, batches } = heldQueue();
    void queue.embed(numbered(100, "window "), live);
    void queue.embed(asQueued(["question"]), live);
    batches[0]!.finish();
    await settled();
    expect(batches[1]!.texts).toEqual(["question"]);
  });

  it("lets questions use a spare place beside an ingest", () => {
    const { queue, batches } = heldQueue({ spareForSmall: 1 });
    void queue.embed(numbered(100, "window "), live);
    void queue.embed(asQueued(["question"]), live);
    expect(batches[1]!.texts).toEqual(["question"]);
  });

  it("gives an ingest its turn among endless questions", async () => {
    const { queue, batches } = heldQueue();
    for (let i = 0; i < 20; i++) {
      void queue.embed(numbered(4, `question ${i}.`), new AbortController().signal);
    }
    void queue.embed(numbered(12, "window "), live);
    for (let i = 0; i < 9; i++) {
      batches[i]!.finish();
      await settled();
    }
    expect(batches.slice(0, 9).filter((batch) => batch.texts[0]!.startsWith("window"))).toHaveLength(1);
  });

  it("drops the waiting texts of a caller that is aborted", async () => {
    const { queue, batches } = heldQueue();
    const caller = new AbortController();
    const dropped = queue.embed(numbered(10, "dropped "), caller.signal);
    const kept = queue.embed(numbered(10, "kept "), live);
    caller.abort(new Error("left"));
    await expect(dropped).rejects.toThrow("left");
    for (let i = 0; i < 4; i++) {
      batches[i]!.finish();
      await settled();
    }
    expect(await kept).toHaveLength(10);
    expect(batches.flatMap((batch) => batch.texts).filter((text) => text.startsWith("dropped"))).toHaveLength(
      4,
    );
  });

  it("aborts a batch when the last caller who wants it has left, and not before", async () => {
    const { queue, batches } = heldQueue({ delayMs: 1 });
    const [one, other] = [new AbortController(), new AbortController()];
    const results = Promise.allSettled([
      queue.embed(asQueued(["one"]), one.signal),
      queue.embed(asQueued(["other"]), other.signal),
    ]);
    await expect.poll(() => batches.length).toBe(1);
    one.abort();
    expect(batches[0]!.signal.aborted).toBe(false);
    other.abort();
    expect(batches[0]!.signal.aborted).toBe(true);
    expect((await results).map((result) => result.status)).toEqual(["rejected", "rejected"]);
  });

  it("rejects at once with the reason of a signal that is already aborted", async () => {
    const { queue, batches } = heldQueue();
    await expect(queue.embed(asQueued(["x"]), AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
    expect(batches).toEqual([]);
  });

  it("rejects those whose batch failed, and goes on with the others", async () => {
    const { queue, batches } = heldQueue();
    const failed = queue.embed(numbered(9, "a"), live);
    const fine = queue.embed(numbered(9, "b"), live);
    batches[0]!.finish(new ModelError("MODEL_UNAVAILABLE", "down", { retryable: true }));
    await expect(failed).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
    for (let i = 1; i < 4; i++) {
      batches[i]!.finish();
      await settled();
    }
    expect(await fine).toHaveLength(9);
  });

  it("tries callers apart when the batch that they shared was rejected", async () => {
    const { queue, batches } = heldQueue({ delayMs: 1, concurrency: 3 });
    const rejected = new ModelError("MODEL_REJECTED", "bad text", { retryable: false });
    const [bad, good] = [queue.embed(asQueued(["bad"]), live), queue.embed(asQueued(["good", "text"]), live)];
    await expect.poll(() => batches.length).toBe(1);
    batches[0]!.finish(rejected);
    await expect.poll(() => batches.length).toBe(3);
    for (const batch of batches.slice(1)) batch.finish(batch.texts[0] === "bad" ? rejected : undefined);
    await expect(bad).rejects.toBe(rejected);
    expect(await good).toEqual([Float32Array.of(4), Float32Array.of(4)]);
  });

  it("rejects what is under way and what comes later once it is closed", async () => {
    const { queue, batches } = heldQueue();
    const pending = queue.embed(numbered(10, "x"), live);
    queue.close();
    await expect(pending).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
    await expect(queue.embed(asQueued(["y"]), live)).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
    expect(batches[0]!.signal.aborted).toBe(true);
  });
});
