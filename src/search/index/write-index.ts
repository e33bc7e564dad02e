import { v7 as uuid } from "uuid";
import { sql, type RawBuilder } from "kysely";
import { run } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import { WINDOWS_PER_STATEMENT, type EncodedIndex, type EncodedVectors } from "./encoded-index.ts";

/** Rows of one statement: their parameters are made in one go, which holds up the event loop by some 10 ms. */
const PASSAGES_PER_STATEMENT = 250;

/** A statement or two. */
export type Write = (em: EntityManager) => Promise<unknown>;

/** What replaces all that search keeps of a transcript: writes, in this order. */
export function indexWrites(transcriptId: string, { text, cut, passages, vectors }: EncodedIndex): Write[] {
  const starts = Array.from(
    { length: Math.ceil(passages.length / PASSAGES_PER_STATEMENT) },
    (_, part) => part * PASSAGES_PER_STATEMENT,
  );
  return [
    async (em) => {
      for (const table of ["passages", "transcript_sentences"])
        await run(em, sql`delete from ${sql.table(table)} where transcript_id = ${transcriptId}`);
    },
    ...starts.map((start): Write => (em) => {
      const rows = passages.slice(start, start + PASSAGES_PER_STATEMENT);
      return run(em, insertPassages(transcriptId, rows, start));
    }),
    (em) =>
      run(
        em,
        sql`insert into transcript_sentences (transcript_id, text, sentences, windows, passages)
          values (${transcriptId}, ${text}, ${toBuffer(cut.sentences)}, ${toBuffer(cut.windows)},
            ${toBuffer(cut.passages)})`,
      ),
    ...vectorWrites(transcriptId, vectors),
  ];
}

/**
 * What replaces the vectors of a transcript. Those of windows are rows whose columns are array parameters, with the floats in
 * binary: twice as fast on PostgreSQL as JSON or rows of VALUES, and the same on PGlite. (COPY is faster by half again, but
 * takes a connection outside of MikroORM's transactions, and another way for PGlite.)
 */
export function vectorWrites(transcriptId: string, vectors: EncodedVectors | null): Write[] {
  const forget: Write = (em) =>
    run(em, sql`delete from window_vectors where transcript_id = ${transcriptId}`);
  if (vectors === null) return [forget];
  return [
    forget,
    (em) =>
      run(
        em,
        sql`update transcript_sentences set model = ${vectors.model}, vectors = ${toBuffer(vectors.values)},
            scales = ${toBuffer(vectors.scales)}
          where transcript_id = ${transcriptId}`,
      ),
    ...Array.from(
      vectors.windows.keys(),
      (batch): Write =>
        (em) =>
          run(em, insertWindowVectors(transcriptId, vectors, batch)),
    ),
  ];
}

/** Drivers know a Buffer as bytes; a thread hands over its bare bytes. */
const toBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

function insertPassages(
  transcriptId: string,
  rows: EncodedIndex["passages"],
  start: number,
): RawBuilder<unknown> {
  return sql`insert into passages (transcript_id, id, ordinal, start_ms, end_ms, text)
    select ${transcriptId}::uuid, id, ${start}::int + row - 1, start_ms, end_ms, text
    from unnest(
      ${rows.map(() => uuid())}::uuid[], ${rows.map(({ startMs }) => startMs)}::int[],
      ${rows.map(({ endMs }) => endMs)}::int[], ${rows.map(({ text }) => text)}::text[]
    ) with ordinality as r (id, start_ms, end_ms, text, row)`;
}

/** The vector of the row of that number, from 1, is cut from the floats of all. */
function insertWindowVectors(
  transcriptId: string,
  { model, dimensions, windows }: EncodedVectors,
  batch: number,
): RawBuilder<unknown> {
  const { count, floats } = windows[batch]!;
  const length = sql`${dimensions}::int`;
  const array = sql`(${toBuffer(floats)}::float4[])`;
  return sql`insert into window_vectors (transcript_id, ordinal, model, embedding)
    select ${transcriptId}::uuid, ${batch * WINDOWS_PER_STATEMENT}::int + row - 1, ${model},
      ${array}[(row - 1) * ${length} + 1 : row * ${length}]::halfvec
    from generate_series(1, ${count}::int) as row`;
}
