import { sql } from "kysely";
import type { Database } from "../database/open.ts";
import { run } from "../database/sql.ts";
import type { Cue, StoredCue } from "../captions/cue.ts";
import { detectLanguage } from "../captions/detect-language.ts";

/** The cues of a transcript and its language (BCP 47), which is detected from the words where it is not stored. */
export async function readCuesWithLanguage(
  database: Database,
  transcriptId: string,
): Promise<{ cues: Cue[]; language: string }> {
  const [row] = await run(
    database.fork(),
    sql<{ cues: StoredCue[] | null; language: string | null }>`select cues, language from transcripts
      where id = ${transcriptId}`,
  );
  const cues = (row?.cues ?? []).map(([startMs, endMs, text]) => ({ startMs, endMs, text }));
  return { cues, language: row?.language ?? detectLanguage(cues) };
}

/** The cues of these transcripts, in one statement; [] for one without cues. */
export async function readCuesOf(database: Database, transcriptIds: readonly string[]): Promise<Cue[][]> {
  const rows = await run(
    database.fork(),
    sql<{ id: string; cues: StoredCue[] | null }>`
      select id, cues from transcripts where id = any (${[...transcriptIds]}::uuid[])`,
  );
  const byId = new Map(rows.map(({ id, cues }) => [id, cues]));
  return transcriptIds.map((id) =>
    (byId.get(id) ?? []).map(([startMs, endMs, text]) => ({ startMs, endMs, text })),
  );
}
