import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import pino from "pino";
import { createBus, type Bus } from "../../database/pubsub.ts";
import type { Database } from "../../database/open.ts";
import { openTestDatabase } from "../../testing/database/open-test-database.ts";
import { cuesOf, storeTranscript } from "../../testing/database/stored-transcript.ts";
import { eventually } from "../../testing/eventually.ts";
import { createFakeEmbedding } from "../../testing/fakes/fake-embedding.ts";
import { forgetDeleted } from "./forget-deleted.ts";
import { createIndexCache } from "./index-cache.ts";
import { dotProducts } from "./vectors/quantize.ts";
import { passageAt, sentenceAt } from "./transcript-index.ts";
import { windowCosines } from "./vectors/window-cosines.ts";

const LINES = [
  "Green tea wants water of eighty degrees.",
  "Black tea wants it boiling, and three minutes of patience.",
  "Das ist größer — 漢字 😀.",
];
const PLENTY = 10_000_000;

let database: Database;
let drop: (() => Promise<void>) | undefined;
const embedding = createFakeEmbedding({ dimensions: 16 });
const { signal } = new AbortController();

beforeAll(async () => {
  ({ database, drop } = await openTestDatabase());
});
afterAll(() => drop?.());

const store = (lines = LINES, model: typeof embedding | null = embedding) =>
  storeTranscript(database, { cues: cuesOf(lines), embedding: model });

/** A cache that records which indexes were in memory. */
function createCache(maxBytes = PLENTY, model: string | null = embedding.name) {
  const found: boolean[] = [];
  return { ...createIndexCache({ maxBytes, model, onRead: (inMemory) => found.push(inMemory) }), found };
}

const change = (id: string, set: string) =>
  database.fork().execute(`update transcripts set ${set} where id = ?`, [id]);

describe("an index", () => {
  it("holds the sentences with their times, terms and vectors, the windows and the passages", async () => {
    const transcript = await store();
    const [index] = await createCache().loadIndexes(database.fork(), [transcript]);
    const { sentences, windows, passages, vocabulary, termIds, termOffsets, vectors } = index!;
    expect(index).toMatchObject({ transcriptId: transcript.id, version: 1, language: "en" });
    expect(LINES.map((_, number) => sentenceAt(index!, number).text)).toEqual(LINES);
    expect([...sentences.startMs]).toEqual([0, 8000, 16_000]);
    expect([...sentences.endMs]).toEqual([8000, 16_000, 24_000]);
    expect([[...windows.first], [...windows.last]]).toEqual([[0], [2]]);
    expect([[...passages.first], [...passages.last]]).toEqual([[0], [2]]);
    const [row] = await database
      .fork()
      .execute<{ id: string; text: string }[]>("select id, text from passages where transcript_id = ?", [
        transcript.id,
      ]);
    expect(passageAt(index!, 0)).toMatchObject({ ...row, startMs: 0, endMs: 24_000 });
    const termOf = new Map([...vocabulary].map(([term, id]) => [id, term]));
    expect([...termIds.subarray(termOffsets[0], termOffsets[1])].map((id) => termOf.get(id))).toEqual(
      expect.arrayContaining(["green", "tea", "water"]),
    );
    expect(termOffsets[3]).toBe(termIds.length);
    const [vector] = await embedding.embed([LINES[1]!], signal);
    expect(dotProducts(vectors!, vector!)[1]).toBeCloseTo(1, 2);
  });

  it("tells of each sentence what it is by itself", async () => {
    const lines = [
      "Welcome back to the kitchen of my channel.",
      "How hot should the water for tea be?",
      "I think about these three things.",
    ];
    const [index] = await createCache().loadIndexes(database.fork(), [await store(lines)]);
    expect(index!.traits).toEqual({
      words: Float32Array.of(8, 8, 6),
      isQuestion: Uint8Array.of(0, 1, 0),
      isFiller: Uint8Array.of(1, 0, 0),
      announcesList: Uint8Array.of(0, 0, 1),
    });
  });

  it("has no vectors where those that are stored are of another model, or there are none", async () => {
    const [withVectors, without] = [await store(), await store(LINES, null)];
    const load = async (model: string | null) =>
      (await createCache(PLENTY, model).loadIndexes(database.fork(), [withVectors, without])).map(
        ({ vectors }) => vectors !== null,
      );
    expect(await load(embedding.name)).toEqual([true, false]);
    expect(await load("another")).toEqual([false, false]);
    expect(await load(null)).toEqual([false, false]);
  });

  it("of a transcript that an earlier version cut is made of its cues, and keeps its passages", async () => {
    const lines = Array.from({ length: 60 }, (_, number) => `This is what sentence ${number} says.`);
    const transcript = await store(lines);
    const em = database.fork();
    const passages = "select id, start_ms, end_ms from passages where transcript_id = ? order by ordinal";
    const rows = await em.execute<{ id: string }[]>(passages, [transcript.id]);
    await em.execute("delete from transcript_sentences where transcript_id = ?", [transcript.id]);
    const [index] = await createCache().loadIndexes(em, [transcript]);
    expect(index!.sentences.from).toHaveLength(60);
    expect(index!.vectors).toBeNull();
    expect(index!.passages.ids).toEqual(rows.map(({ id }) => id));
    const placed = index!.passages.ids.map((_, number) => passageAt(index!, number));
    expect(placed.map(({ id, startMs, endMs }) => ({ id, start_ms: startMs, end_ms: endMs }))).toEqual(rows);
  });
});

describe("the cache", () => {
  it("reads an index once, also for searches that need it at the same time", async () => {
    const cache = createCache();
    const transcript = await store();
    const load = async () => (await cache.loadIndexes(database.fork(), [transcript]))[0];
    const [one, other] = await Promise.all([load(), load()]);
    expect(one).toBe(other);
    expect(await load()).toBe(one);
    expect(cache.found).toEqual([false, false, true]);
    expect(cache.bytes()).toBe(one!.bytes);
  });

  it("lets go of what was not used for longest, and keeps nothing that does not fit, or where it has no room", async () => {
    const transcripts = [await store(), await store(), await store()];
    const [sample] = await createCache().loadIndexes(database.fork(), [transcripts[0]!]);
    const load = async (cache: ReturnType<typeof createCache>, ...numbers: number[]) => {
      cache.found.length = 0;
      const wanted = numbers.map((number) => transcripts[number]!);
      const indexes = await cache.loadIndexes(database.fork(), wanted);
      expect(indexes.map(({ transcriptId }) => transcriptId)).toEqual(wanted.map(({ id }) => id));
      return [...cache.found];
    };
    const ofTwo = createCache(sample!.bytes * 2);
    expect(await load(ofTwo, 0, 1, 0, 2)).toEqual([false, false, true, false]);
    expect(await load(ofTwo, 0, 2, 1)).toEqual([true, true, false]);
    for (const maxBytes of [0, sample!.bytes - 1]) {
      const cache = createCache(maxBytes);
      expect(await load(cache, 0, 0)).toEqual([false, false]);
      expect(cache.bytes()).toBe(0);
    }
  });

  it("reads a transcript again that was indexed anew", async () => {
    const cache = createCache();
    const { id } = await store();
    const versions = async (indexVersion: number) =>
      (await cache.loadIndexes(database.fork(), [{ id, indexVersion }])).map(({ version }) => version);
    expect(await versions(1)).toEqual([1]);
    await change(id, "index_version = 2");
    expect(await versions(1)).toEqual([1]);
    expect(await versions(2)).toEqual([2]);
    expect(await versions(1)).toEqual([2]);
    expect(cache.found).toEqual([false, true, false, true]);
  });

  it("leaves out transcripts that were deleted, or are not READY", async () => {
    const cache = createCache();
    const [gone, queued, ready] = [await store(), await store(), await store()];
    await database.fork().execute("delete from transcripts where id = ?", [gone.id]);
    await change(queued.id, "status = 'QUEUED'");
    const indexes = await cache.loadIndexes(database.fork(), [gone, queued, ready]);
    expect(indexes.map(({ transcriptId }) => transcriptId)).toEqual([ready.id]);
  });

  it("reads again after a read that failed", async () => {
    const cache = createCache();
    const transcript = await store();
    const failing = {
      getKysely: () => {
        throw new Error("away");
      },
      getDriver: () => database.orm.em.getDriver(),
    };
    await expect(cache.loadIndexes(failing as never, [transcript])).rejects.toThrow("away");
    expect(await cache.loadIndexes(database.fork(), [transcript])).toHaveLength(1);
  });

  it("ends with the signal's reason when a search is aborted", async () => {
    const reason = new Error("gone");
    const loading = createCache().loadIndexes(database.fork(), [await store()], AbortSignal.abort(reason));
    await expect(loading).rejects.toBe(reason);
  });
});

describe("a transcript that was deleted", () => {
  const logger = pino({ level: "silent" });
  const createLocalBus = (): Bus => createBus({ url: null, logger, notify: async () => {} });

  it.each([
    ["when told so", 60_000, (bus: Bus) => bus.publish("transcripts-deleted")],
    ["in time where it was not told", 20, () => {}],
  ])("is let go of %s, and no other", async (_, intervalMs, tell) => {
    const cache = createCache();
    const bus = createLocalBus();
    const forgetting = forgetDeleted(cache, { database, bus, logger }, intervalMs);
    onTestFinished(() => forgetting.stop());
    const [gone, kept] = [await store(), await store()];
    const [, index] = await cache.loadIndexes(database.fork(), [gone, kept]);
    await database.fork().execute("delete from transcripts where id = ?", [gone.id]);
    tell(bus);
    await eventually(() => cache.bytes() === index!.bytes);
    expect(await cache.loadIndexes(database.fork(), [kept])).toEqual([index]);
    expect(cache.found.at(-1)).toBe(true);
  });
});

describe("the cosines of windows", () => {
  it("are those of their vectors, in order, of transcripts with vectors of that model and length", async () => {
    const lines = Array.from(
      { length: 40 },
      (_, number) => `${"word ".repeat(30)}number ${number} of this talk.`,
    );
    const [one, other, without] = [await store(lines), await store(), await store(LINES, null)];
    const [index] = await createCache().loadIndexes(database.fork(), [one]);
    const [vector] = await embedding.embed(["number 7"], signal);
    const ids = [one.id, other.id, without.id];
    const cosines = await windowCosines(database.fork(), ids, embedding.name, vector!);
    expect([...cosines.keys()].toSorted()).toEqual([one.id, other.id].toSorted());
    const { windows, sentences, text } = index!;
    const texts = Array.from(windows.first, (first, window) =>
      text.slice(sentences.from[first], sentences.to[windows.last[window]!]),
    );
    expect(texts.length).toBeGreaterThan(10);
    const vectors = await embedding.embed(texts, signal);
    const exact = vectors.map((each) => each.reduce((sum, value, n) => sum + value * vector![n]!, 0));
    expect(cosines.get(one.id)).toHaveLength(texts.length);
    for (const [window, cosine] of cosines.get(one.id)!.entries())
      expect(cosine).toBeCloseTo(exact[window]!, 3);
    expect(await windowCosines(database.fork(), ids, "another", vector!)).toEqual(new Map());
    expect(await windowCosines(database.fork(), ids, embedding.name, vector!.slice(1))).toEqual(new Map());
    expect(await windowCosines(database.fork(), [], embedding.name, vector!)).toEqual(new Map());
  });
});
