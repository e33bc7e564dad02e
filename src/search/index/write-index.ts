import { setImmediate as yieldToOthers } from "node:timers/promises";
import { v7 as uuid } from "uuid";
import { executeBound } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import type { PassageDraft } from "./passages.ts";
import { createPostings } from "./postings.ts";
import { toFloatArray } from "./float-array.ts";

export type PassagesWithVectors = {
  passages: PassageDraft[];
  /** Of the passages' windows, in their order; all of one length. */
  vectors: number[][];
  model: string;
};

/** Rows of one statement. Where the database runs in this process, each holds up the event loop: so, few. */
export type WriteOptions = { rowsPerStatement: number };

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
  { rowsPerStatement }: WriteOptions,
): Promise<void> {
  const withIds = passages.map((passage) => ({ ...passage, id: uuid() }));
  await inBatches(withIds, rowsPerStatement, (rows) =>
    executeBound(em, INSERT_PASSAGES, [
      transcriptId,
      rows.map((row) => row.id),
      rows.map((row) => row.ordinal),
      rows.map((row) => row.startMs),
      rows.map((row) => row.endMs),
      rows.map((row) => row.text),
      rows.map((row) =>
        JSON.stringify(row.sentences.map(({ startMs, endMs, from, to }) => [startMs, endMs, from, to])),
      ),
      rows.map((row) => row.terms.length),
    ]),
  );
  const windows = withIds.flatMap((passage) =>
    passage.windows.map((window, ordinal) => ({ ...window, ordinal, passageId: passage.id })),
  );
  await inBatches(windows, rowsPerStatement, (rows, start) =>
    executeBound(em, INSERT_WINDOWS, [
      transcriptId,
      model,
      vectors[0]!.length,
      toFloatArray(vectors.slice(start, start + rows.length)),
      rows.map(() => uuid()),
      rows.map((row) => row.passageId),
      rows.map((row) => row.ordinal),
      rows.map((row) => row.startMs),
      rows.map((row) => row.endMs),
      rows.map((row) => row.text),
      rows.map((row) => row.place),
      rows.map((row) => row.terms.length),
    ]),
  );
  await inBatches(createPostings(passages), rowsPerStatement * POSTINGS_PER_ROW, (rows) =>
    executeBound(em, INSERT_POSTINGS, [
      transcriptId,
      rows.map((row) => row.term),
      rows.map((row) => `{${row.ordinals.join()}}`),
      rows.map((row) => `{${row.frequencies.join()}}`),
      rows.map((row) => row.places.join()),
    ]),
  );
}

/** Replaces the vectors of windows that are there already. */
export async function rewriteVectors(
  em: EntityManager,
  { windowIds, vectors, model }: { windowIds: string[]; vectors: number[][]; model: string },
  { rowsPerStatement }: WriteOptions,
): Promise<void> {
  await inBatches(windowIds, rowsPerStatement, (ids, start) =>
    executeBound(em, UPDATE_VECTORS, [
      model,
      vectors[0]!.length,
      toFloatArray(vectors.slice(start, start + ids.length)),
      ids,
    ]),
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

const INSERT_PASSAGES = `
insert into passages (transcript_id, id, ordinal, start_ms, end_ms, text, sentences, length)
select $1::uuid, r.* from unnest(
  $2::uuid[], $3::int[], $4::int[], $5::int[], $6::text[], $7::json[], $8::int[]
) as r`;

/** The vector of a row, cut from the floats of all. */
const vectorAt = (floats: string, dimensions: string) =>
  `(${floats}::float4[])[(row::int - 1) * ${dimensions}::int + 1 : row::int * ${dimensions}::int]::vector`;

const INSERT_WINDOWS = `
insert into passage_windows
  (transcript_id, model, embedding, id, passage_id, ordinal, start_ms, end_ms, text, place, length)
select $1::uuid, $2, ${vectorAt("$4", "$3")}, id, passage_id, ordinal, start_ms, end_ms, text, place, length
from unnest($5::uuid[], $6::uuid[], $7::int[], $8::int[], $9::int[], $10::text[], $11::int[], $12::int[])
  with ordinality as r (id, passage_id, ordinal, start_ms, end_ms, text, place, length, row)`;

/** Arrays of several lengths make no array of arrays: each comes as its text. */
const INSERT_POSTINGS = `
insert into term_postings (transcript_id, term, ordinals, frequencies, places)
select $1::uuid, term, ordinals::int[], frequencies::int[], places
from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as r (term, ordinals, frequencies, places)`;

const UPDATE_VECTORS = `
update passage_windows set model = $1, embedding = ${vectorAt("$3", "$2")}
from unnest($4::uuid[]) with ordinality as r (id, row) where passage_windows.id = r.id`;
