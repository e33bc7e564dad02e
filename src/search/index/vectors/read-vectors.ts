import { sql } from "kysely";
import type { EntityManager } from "../../../database/open.ts";
import { run } from "../../../database/sql.ts";

/**
 * So many bytes come with one statement. They come as hexadecimal digits, which take some twenty milliseconds a megabyte to
 * read, and the vectors of a long transcript are ten megabytes and more.
 */
const BYTES_AT_ONCE = 1024 * 1024;

/**
 * The vectors of a transcript's sentences, of which there are so many bytes. null: they have changed since they were
 * counted.
 */
export async function readVectors(
  em: EntityManager,
  { transcriptId, version, bytes }: { transcriptId: string; version: number; bytes: number },
): Promise<Int8Array | null> {
  const values = new Int8Array(bytes);
  for (let from = 0; from < bytes; from += BYTES_AT_ONCE) {
    const [row] = await run(
      em,
      sql<{ part: Buffer }>`
        select substring(s.vectors from ${from + 1}::int for ${BYTES_AT_ONCE}::int) as part
        from transcript_sentences s join transcripts t on t.id = s.transcript_id
        where s.transcript_id = ${transcriptId} and t.index_version = ${version}
          and octet_length(s.vectors) = ${bytes}::int`,
    );
    if (!row) return null;
    values.set(row.part, from);
  }
  return values;
}
