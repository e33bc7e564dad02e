import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDatabase } from "../../testing/database/open-test-database.ts";
import { cuesOf, storeTranscript } from "../../testing/database/stored-transcript.ts";
import { createFakeEmbedding } from "../../testing/fakes/fake-embedding.ts";
import type { Database } from "../../database/open.ts";
import { createIndexCache } from "./index-cache.ts";
import { readCues } from "./read-cues.ts";
import { readTranscript } from "./read-transcript.ts";
import { readVectors } from "./vectors/read-vectors.ts";

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ database, drop } = await openTestDatabase());
});
afterAll(() => drop());

it.each([0, 1, 4999, 5000, 5001, 12_345])("%i cues come whole and in order", async (count) => {
  const cues = cuesOf(Array.from({ length: count }, (_, at) => `Cue ${at} — 漢字 😀`));
  const id = crypto.randomUUID();
  const stored = JSON.stringify(cues.map(({ startMs, endMs, text }) => [startMs, endMs, text]));
  await database.fork().execute(
    `insert into transcripts (id, youtube_id, requested_language, status, created_at, cues)
     values (?, ?, '', 'READY', now(), ?::jsonb)`,
    [id, id, stored],
  );
  expect(await readCues(database.fork(), id)).toEqual(cues);
});

it("a transcript without cues has none, nor has one that is not there", async () => {
  const id = crypto.randomUUID();
  await database
    .fork()
    .execute(
      `insert into transcripts (id, youtube_id, requested_language, status, created_at) values (?, ?, '', 'QUEUED', now())`,
      [id, id],
    );
  expect(await readCues(database.fork(), id)).toEqual([]);
  expect(await readCues(database.fork(), crypto.randomUUID())).toEqual([]);
});

it("vectors of more than one statement are those that were stored", async () => {
  const embedding = createFakeEmbedding({ dimensions: 512 });
  const lines = Array.from({ length: 2500 }, (_, at) => `Sentence number ${at} speaks of ${at * 7} things.`);
  const { id } = await storeTranscript(database, { cues: cuesOf(lines), embedding });
  const [row] = await database
    .fork()
    .execute<{ vectors: Buffer }[]>("select vectors from transcript_sentences where transcript_id = ?", [id]);
  const stored = new Int8Array(row!.vectors);
  expect(stored.length).toBeGreaterThan(1024 * 1024);
  const read = await readTranscript(database.fork(), id, embedding.name);
  expect(read!.vectors!.dimensions).toBe(512);
  expect(Buffer.compare(Buffer.from(read!.vectors!.values), Buffer.from(stored))).toBe(0);
  const asked = { transcriptId: id, version: 1, bytes: stored.length };
  expect(await readVectors(database.fork(), { ...asked, version: 2 })).toBeNull();
  expect(await readVectors(database.fork(), { ...asked, bytes: 5 })).toBeNull();
});

it("a cache says how much is to be read, and leaves the vectors out where they are not wanted", async () => {
  const embedding = createFakeEmbedding({ dimensions: 16 });
  const lines = ["Green tea wants water of eighty degrees.", "Black tea wants it boiling."];
  const transcript = await storeTranscript(database, { cues: cuesOf(lines), embedding });
  const cache = createIndexCache({ maxBytes: 10_000_000, model: embedding.name });
  const em = database.fork();
  const text = Buffer.byteLength(lines.join(" "));
  expect(await cache.measure(em, [transcript])).toEqual({ missing: text + 32, vectors: 32 });
  const [bare] = await cache.loadIndexes(em, [transcript], undefined, { withVectors: false });
  expect([bare!.vectors, bare!.following]).toEqual([null, null]);
  expect(await cache.measure(em, [transcript])).toEqual({ missing: text + 32, vectors: 32 });
  const [whole] = await cache.loadIndexes(em, [transcript]);
  expect(whole!.vectors!.values).toHaveLength(32);
  expect(await cache.measure(em, [transcript])).toEqual({ missing: 0, vectors: 32 });
  const [again] = await cache.loadIndexes(em, [transcript], undefined, { withVectors: false });
  expect([again!.text, again!.vectors]).toEqual([whole!.text, null]);
});
