import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runAtOnce } from "../async/steps.ts";
import type { Database } from "../database/open.ts";
import { createFakeEmbedding } from "../testing/fakes/fake-embedding.ts";
import { cutTranscript } from "../search/index/cut/cut-transcript.ts";
import { textsOf } from "../search/index/cut/cut-texts.ts";
import { encodeIndexSteps } from "../search/index/encoded-index.ts";
import { openTestDatabase } from "../testing/database/open-test-database.ts";
import { cuesOf, NO_OVERVIEW } from "../testing/database/stored-transcript.ts";
import { embedCut } from "./embed-cut.ts";
import type { PreparedTranscript } from "./prepare/prepare-transcript.ts";
import { storeIndex } from "./store-transcript.ts";

let database: Database;
let drop: () => Promise<void>;
let prepared: PreparedTranscript;
beforeAll(async () => {
  ({ database, drop } = await openTestDatabase());
  const lines = Array.from({ length: 9000 }, (_, at) => `Sentence number ${at} says something of its own.`);
  const cut = cutTranscript(cuesOf(lines), "en");
  const vectors = await embedCut(createFakeEmbedding(), textsOf(cut), new AbortController().signal, () => {});
  const index = runAtOnce(encodeIndexSteps(cut, vectors));
  prepared = { index, language: "en", overview: NO_OVERVIEW };
});
afterAll(() => drop());

async function insertLeased() {
  const lease = { id: randomUUID(), leaseId: randomUUID(), kind: "ingest" as const };
  await database.fork().execute(
    `insert into transcripts (id, youtube_id, requested_language, status, lease_id, created_at, cues)
     values (?, ?, '', 'EMBEDDING', ?, now(), '[]')`,
    [lease.id, lease.id, lease.leaseId],
  );
  return lease;
}

async function read(id: string) {
  const [row] = await database.fork().execute(
    `select status, passage_count::int as counted, index_version::int as version,
       (select count(*)::int from passages where transcript_id = t.id) as passages,
       (select count(*)::int from transcript_sentences where transcript_id = t.id) as sentences,
       (select count(*)::int from window_vectors where transcript_id = t.id) as windows
     from transcripts t where id = ?`,
    [id],
  );
  return row;
}

const whole = () => ({
  status: "READY",
  counted: prepared.index.passages.length,
  version: 1,
  passages: prepared.index.passages.length,
  sentences: 1,
  windows: prepared.index.vectors!.windows.reduce((sum, { count }) => sum + count, 0),
});

/** Aborted once it has been looked at so often. */
function abortedAfter(looks: number): AbortSignal {
  const controller = new AbortController();
  let left = looks;
  const { signal } = controller;
  const throwIfAborted = signal.throwIfAborted.bind(signal);
  signal.throwIfAborted = () => {
    if (--left === 0) controller.abort(new Error("stopped"));
    throwIfAborted();
  };
  return signal;
}

test("a long transcript is READY once all of it is written", async () => {
  const lease = await insertLeased();
  expect(await storeIndex(database, lease, prepared)).toBe(true);
  expect(await read(lease.id)).toEqual(whole());
});

test("one that was broken off between its parts is written anew, and nothing is there twice", async () => {
  const lease = await insertLeased();
  const stopped = storeIndex(database, lease, prepared, { signal: abortedAfter(4) });
  await expect(stopped).rejects.toThrow("stopped");
  const partly = (await read(lease.id)) as ReturnType<typeof whole>;
  expect(partly).toMatchObject({ status: "EMBEDDING", version: 0 });
  expect(partly.passages).toBeGreaterThan(0);
  expect(await storeIndex(database, lease, prepared)).toBe(true);
  expect(await read(lease.id)).toEqual(whole());
});

test("one whose lease is lost meanwhile is left to who has it", async () => {
  const lease = await insertLeased();
  const taken = { ...lease, leaseId: randomUUID() };
  await database
    .fork()
    .execute("update transcripts set lease_id = ? where id = ?", [taken.leaseId, lease.id]);
  expect(await storeIndex(database, lease, prepared)).toBe(false);
  expect(await read(lease.id)).toMatchObject({ status: "EMBEDDING", passages: 0 });
  expect(await storeIndex(database, taken, prepared)).toBe(true);
  expect(await read(lease.id)).toEqual(whole());
});

test("a new index of one that is READY is there as a whole, or not at all", async () => {
  const lease = await insertLeased();
  await storeIndex(database, lease, prepared);
  const again = { ...lease, leaseId: randomUUID(), kind: "index-again" as const };
  await database
    .fork()
    .execute("update transcripts set lease_id = ? where id = ?", [again.leaseId, lease.id]);
  const stopped = storeIndex(database, again, prepared, { signal: abortedAfter(4) });
  await expect(stopped).rejects.toThrow("stopped");
  expect(await read(lease.id)).toEqual(whole());
});
