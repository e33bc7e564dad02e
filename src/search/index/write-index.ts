import { setImmediate as yieldToOthers } from "node:timers/promises";
import { v7 as uuid } from "uuid";
import { sql, type RawBuilder } from "kysely";
import { runInTurns } from "../../async/steps.ts";
import { run } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import { greatest } from "../../text/sum.ts";
import type { TranscriptCut } from "./cut-transcript.ts";
import { encodeCut, encodeFloats } from "./encoded-cut.ts";
import { toFloatArray } from "./float-array.ts";
import type { Range } from "./range.ts";
import { quantizeSteps } from "./quantize.ts";

/** The vectors of a transcript by one model, in the order of its windows and of its sentences; all of one length. */
export type TranscriptVectors = {
  model: string;
  windows: Float32Array[];
  sentences: Float32Array[];
};

/** Rows of one statement: their parameters are made in one go, which holds up the event loop by some 10 ms. */
const ROWS_PER_STATEMENT = 250;

/** Replaces all that search keeps of a transcript. `vectors`: null where there is no embedding model. */
export async function writeIndex(
  em: EntityManager,
  transcriptId: string,
  cut: TranscriptCut,
  vectors: TranscriptVectors | null,
): Promise<void> {
  for (const table of ["passages", "transcript_sentences"])
    await run(em, sql`delete from ${sql.table(table)} where transcript_id = ${transcriptId}`);
  await inBatches(cut.passages, (rows, start) => run(em, insertPassages(transcriptId, cut, rows, start)));
  const { sentences, windows, passages } = encodeCut(cut);
  await run(
    em,
    sql`insert into transcript_sentences (transcript_id, text, sentences, windows, passages)
      values (${transcriptId}, ${cut.text}, ${sentences}, ${windows}, ${passages})`,
  );
  await writeVectors(em, transcriptId, vectors);
}

/**
 * Replaces the vectors of a transcript. Those of windows are rows whose columns are array parameters, with the floats in
 * binary: twice as fast on PostgreSQL as JSON or rows of VALUES, and the same on PGlite. (COPY is faster by half again, but
 * takes a connection outside of MikroORM's transactions, and another way for PGlite.)
 */
export async function writeVectors(
  em: EntityManager,
  transcriptId: string,
  vectors: TranscriptVectors | null,
): Promise<void> {
  await run(em, sql`delete from window_vectors where transcript_id = ${transcriptId}`);
  if (vectors === null) return;
  const { model } = vectors;
  const { values, scales } = await runInTurns(quantizeSteps(vectors.sentences));
  await run(
    em,
    sql`update transcript_sentences set model = ${model}, vectors = ${Buffer.from(values.buffer)},
        scales = ${encodeFloats(scales)}
      where transcript_id = ${transcriptId}`,
  );
  await inBatches(vectors.windows, (rows, start) =>
    run(em, insertWindowVectors(transcriptId, model, rows, start)),
  );
}

async function inBatches<Row>(
  rows: Row[],
  write: (batch: Row[], start: number) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    if (start > 0) await yieldToOthers();
    await write(rows.slice(start, start + ROWS_PER_STATEMENT), start);
  }
}

function insertPassages(
  transcriptId: string,
  { text, sentences }: TranscriptCut,
  rows: Range[],
  start: number,
): RawBuilder<unknown> {
  const ends = rows.map(({ first, last }) =>
    greatest(sentences.slice(first, last + 1).map(({ endMs }) => endMs)),
  );
  const texts = rows.map(({ first, last }) => text.slice(sentences[first]!.from, sentences[last]!.to));
  return sql`insert into passages (transcript_id, id, ordinal, start_ms, end_ms, text)
    select ${transcriptId}::uuid, id, ${start}::int + row - 1, start_ms, end_ms, text
    from unnest(
      ${rows.map(() => uuid())}::uuid[], ${rows.map(({ first }) => sentences[first]!.startMs)}::int[],
      ${ends}::int[], ${texts}::text[]
    ) with ordinality as r (id, start_ms, end_ms, text, row)`;
}

/** The vector of the row of that number, from 1, is cut from the floats of all. */
function insertWindowVectors(
  transcriptId: string,
  model: string,
  vectors: Float32Array[],
  start: number,
): RawBuilder<unknown> {
  const dimensions = sql`${vectors[0]!.length}::int`;
  const floats = sql`(${toFloatArray(vectors)}::float4[])`;
  return sql`insert into window_vectors (transcript_id, ordinal, model, embedding)
    select ${transcriptId}::uuid, ${start}::int + row - 1, ${model},
      ${floats}[(row - 1) * ${dimensions} + 1 : row * ${dimensions}]::halfvec
    from generate_series(1, ${vectors.length}::int) as row`;
}
