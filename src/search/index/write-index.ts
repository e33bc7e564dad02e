import { setImmediate as yieldToOthers } from "node:timers/promises";
import { v7 as uuid } from "uuid";
import { sql, type RawBuilder } from "kysely";
import { runInTurns } from "../../async/steps.ts";
import { run } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import type { PassageDraft, WindowDraft } from "./passages.ts";
import { postingSteps, type Posting } from "./postings.ts";
import { toFloatArray } from "./float-array.ts";

export type PassagesWithVectors = {
  passages: PassageDraft[];
  /** The vectors of the passages' windows, in their order, all of one length, and what made them; null: there are none. */
  vectors: Float32Array[] | null;
  model: string | null;
};

/** What stands for the model in windows without a vector, which equals that of no question. */
const NO_MODEL = "";

/** Rows of one statement: their parameters are made in one go, which holds up the event loop by some 10 ms. */
const ROWS_PER_STATEMENT = 250;
/** Postings are so much smaller than passages and vectors. */
const POSTINGS_PER_ROW = 10;

/**
 * Adds passages, their windows, and where each term occurs in them. Every column is one array parameter, and the vectors
 * are floats in binary: twice as fast on PostgreSQL as JSON or rows of VALUES, and the same on PGlite. (COPY is faster by
 * half again, but takes a connection outside of MikroORM's transactions, and another way for PGlite.)
 */
export async function writePassages(
  em: EntityManager,
  transcriptId: string,
  { passages, vectors, model }: PassagesWithVectors,
): Promise<void> {
  const withIds = passages.map((passage) => ({ ...passage, id: uuid() }));
  await inBatches(withIds, ROWS_PER_STATEMENT, (rows) => run(em, insertPassages(transcriptId, rows)));
  const windows = withIds.flatMap((passage) =>
    passage.windows.map((window, ordinal) => ({ ...window, ordinal, passageId: passage.id })),
  );
  await inBatches(windows, ROWS_PER_STATEMENT, (rows, start) => {
    const slice = vectors?.slice(start, start + rows.length) ?? rows.map(() => new Float32Array(1));
    return run(em, insertWindows(transcriptId, model ?? NO_MODEL, slice, rows));
  });
  const postings = await runInTurns(postingSteps(passages));
  await inBatches(postings, ROWS_PER_STATEMENT * POSTINGS_PER_ROW, (rows) =>
    run(em, insertPostings(transcriptId, rows)),
  );
}

/** Replaces the vectors of windows that are there already. */
export async function rewriteVectors(
  em: EntityManager,
  { windowIds, vectors, model }: { windowIds: string[]; vectors: Float32Array[]; model: string },
): Promise<void> {
  await inBatches(windowIds, ROWS_PER_STATEMENT, (ids, start) =>
    run(em, updateVectors(model, vectors.slice(start, start + ids.length), ids)),
  );
}

async function inBatches<Row>(
  rows: Row[],
  size: number,
  write: (batch: Row[], start: number) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += size) {
    if (start > 0) await yieldToOthers();
    await write(rows.slice(start, start + size), start);
  }
}

type PassageRow = PassageDraft & { id: string };
type WindowRow = WindowDraft & { passageId: string; ordinal: number };

function insertPassages(transcriptId: string, rows: PassageRow[]): RawBuilder<unknown> {
  const sentences = rows.map((row) =>
    JSON.stringify(row.sentences.map(({ startMs, endMs, from, to }) => [startMs, endMs, from, to])),
  );
  return sql`insert into passages (transcript_id, id, ordinal, start_ms, end_ms, text, sentences, length)
    select ${transcriptId}::uuid, r.* from unnest(
      ${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ ordinal }) => ordinal)}::int[],
      ${rows.map(({ startMs }) => startMs)}::int[], ${rows.map(({ endMs }) => endMs)}::int[],
      ${rows.map(({ text }) => text)}::text[], ${sentences}::json[],
      ${rows.map(({ terms }) => terms.length)}::int[]
    ) as r`;
}

/** The vector of the row of that number, from 1, cut from the floats of all. */
function vectorOfRow(vectors: Float32Array[]): RawBuilder<unknown> {
  const dimensions = sql`${vectors[0]!.length}::int`;
  const floats = sql`(${toFloatArray(vectors)}::float4[])`;
  return sql`${floats}[(row::int - 1) * ${dimensions} + 1 : row::int * ${dimensions}]::vector`;
}

function insertWindows(
  transcriptId: string,
  model: string,
  vectors: Float32Array[],
  rows: WindowRow[],
): RawBuilder<unknown> {
  return sql`insert into passage_windows
      (transcript_id, model, embedding, id, passage_id, ordinal, start_ms, end_ms, text, place, length)
    select ${transcriptId}::uuid, ${model}, ${vectorOfRow(vectors)},
      id, passage_id, ordinal, start_ms, end_ms, text, place, length
    from unnest(
      ${rows.map(() => uuid())}::uuid[], ${rows.map(({ passageId }) => passageId)}::uuid[],
      ${rows.map(({ ordinal }) => ordinal)}::int[], ${rows.map(({ startMs }) => startMs)}::int[],
      ${rows.map(({ endMs }) => endMs)}::int[], ${rows.map(({ text }) => text)}::text[],
      ${rows.map(({ firstPosition }) => firstPosition)}::int[], ${rows.map(({ terms }) => terms.length)}::int[]
    ) with ordinality as r (id, passage_id, ordinal, start_ms, end_ms, text, place, length, row)`;
}

/** Arrays of several lengths make no array of arrays, so each is sent as its text. */
function insertPostings(transcriptId: string, rows: Posting[]): RawBuilder<unknown> {
  return sql`insert into term_postings (transcript_id, term, ordinals, frequencies, places)
    select ${transcriptId}::uuid, term, ordinals::int[], frequencies::int[], places
    from unnest(
      ${rows.map(({ term }) => term)}::text[],
      ${rows.map(({ ordinals }) => `{${ordinals.join()}}`)}::text[],
      ${rows.map(({ frequencies }) => `{${frequencies.join()}}`)}::text[],
      ${rows.map(({ positions }) => positions.join())}::text[]
    ) as r (term, ordinals, frequencies, places)`;
}

function updateVectors(model: string, vectors: Float32Array[], windowIds: string[]): RawBuilder<unknown> {
  return sql`update passage_windows set model = ${model}, embedding = ${vectorOfRow(vectors)}
    from unnest(${windowIds}::uuid[]) with ordinality as r (id, row) where passage_windows.id = r.id`;
}
