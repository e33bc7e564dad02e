import { nextTurn } from "../../async/steps.ts";
import { sql } from "kysely";
import type { Cue, StoredCue } from "../../captions/cue.ts";
import type { EntityManager } from "../../database/open.ts";
import { run } from "../../database/sql.ts";

/** So many cues come with one statement: the driver parses their JSON in one go. */
const CUES_AT_ONCE = 5000;

/** The cues of a transcript, in order; none where it has none. */
export async function readCues(em: EntityManager, transcriptId: string): Promise<Cue[]> {
  for (;;) {
    const cues = await readParts(em, transcriptId);
    if (cues) return cues;
  }
}

/** null: another transcript took its place between two statements. */
async function readParts(em: EntityManager, transcriptId: string): Promise<Cue[] | null> {
  const cues: Cue[] = [];
  let total: number | null = null;
  do {
    const part = `$[${cues.length} to ${cues.length + CUES_AT_ONCE - 1}]`;
    const [row] = await run(
      em,
      sql<{ total: number; cues: StoredCue[] }>`
        select jsonb_array_length(cues) as total,
          case when jsonb_array_length(cues) <= ${CUES_AT_ONCE}::int then cues
            else jsonb_path_query_array(cues, ${part}::jsonpath) end as cues
        from transcripts where id = ${transcriptId} and cues is not null`,
    );
    if (total !== null && row?.total !== total) return null;
    if (!row) return [];
    total = row.total;
    for (const [startMs, endMs, text] of row.cues) cues.push({ startMs, endMs, text });
    if (cues.length < total) await nextTurn();
  } while (cues.length < total);
  return cues;
}
