import { sql } from "kysely";
import { run } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import { toFloatArray } from "./float-array.ts";

/**
 * The cosine of each window of some transcripts with a vector, in the order of the windows. A transcript whose windows have
 * vectors of another model, or none, is left out. Exact: one scan of all windows, by index for each transcript, whatever
 * the planner makes of their number, which it cannot know to be small.
 */
export async function windowCosines(
  em: EntityManager,
  transcriptIds: string[],
  model: string,
  vector: Float32Array,
): Promise<Map<string, Float32Array>> {
  const asked = sql`(${toFloatArray([vector])}::float4[])::halfvec`;
  const rows = await run(
    em,
    sql<{ id: string; cosines: number[] }>`
      with asked as materialized (select ${asked} as vector)
      select s.id, w.cosines
      from asked, unnest(${transcriptIds}::uuid[]) as s (id)
      cross join lateral (
        select array_agg((1 - (embedding <=> asked.vector))::float4 order by ordinal) as cosines
        from window_vectors
        where transcript_id = s.id and model = ${model} and vector_dims(embedding) = ${vector.length}
      ) w
      where w.cosines is not null`,
  );
  return new Map(rows.map(({ id, cosines }) => [id, Float32Array.from(cosines)]));
}
