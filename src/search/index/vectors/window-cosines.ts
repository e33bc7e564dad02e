import { sql } from "kysely";
import { run } from "../../../database/sql.ts";
import type { EntityManager } from "../../../database/open.ts";
import { toFloatArray } from "./float-array.ts";

/**
 * The cosine of each window of some transcripts with a vector of length one, in the order of the windows. A transcript
 * whose windows have vectors of another model, or none, is left out. The search is exact: it compares all windows, by index
 * for one transcript after the other, whatever the planner makes of their number, which it cannot know to be small. The
 * cosines travel as bytes, since PostgreSQL takes as long to write and Node.js to read them as digits as to compute them. The
 * windows' vectors are cast to floats: PGlite has no instructions for half floats, and would convert those of the question
 * for each window anew, which takes longer than all else here.
 */
export async function windowCosines(
  em: EntityManager,
  transcriptIds: string[],
  model: string,
  vector: Float32Array,
): Promise<Map<string, Float32Array>> {
  // The stored vectors have length one too, so that the inner product, of which `<#>` is the negative, is the cosine.
  const rows = await run(
    em,
    sql<{ id: string; cosines: Buffer }>`
      with asked as materialized (select (${toFloatArray([vector])}::float4[])::vector as vector)
      select s.id, w.cosines
      from asked, unnest(${transcriptIds}::uuid[]) as s (id)
      cross join lateral (
        select string_agg(cosine, '' order by ordinal) as cosines
        from (
          select ordinal, float4send((-(embedding::vector <#> asked.vector))::float4) as cosine
          from window_vectors
          where transcript_id = s.id and model = ${model} and vector_dims(embedding) = ${vector.length}
          offset 0
        ) c
      ) w
      where w.cosines is not null`,
  );
  return new Map(rows.map(({ id, cosines }) => [id, toFloats(cosines)]));
}

/** Floats of four bytes, big-endian as PostgreSQL sends them. */
function toFloats(bytes: Buffer): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(index * 4));
}
