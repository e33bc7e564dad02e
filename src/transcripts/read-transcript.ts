import { sql } from "kysely";
import type { Database } from "../database/open.ts";
import { run } from "../database/sql.ts";
import type { StoredChapters } from "./overview.ts";
import type { Cue, StoredCue } from "../captions/cue.ts";
import { detectLanguage } from "../captions/detect-language.ts";

export type TranscriptToCut = {
  cues: Cue[];
  language: string;
  durationMs: number | null;
  /** null where the creator gave none. */
  chapters: StoredChapters | null;
};

/**
 * The cues of a transcript, its language (BCP 47), which is detected from the words where it is not stored, and the length
 * of its video and its creator's chapters, where those are known.
 */
export async function readCuesWithLanguage(
  database: Database,
  transcriptId: string,
): Promise<TranscriptToCut> {
  const [row] = await run(
    database.fork(),
    sql<{
      cues: StoredCue[] | null;
      language: string | null;
      duration_ms: number | null;
      chapters: StoredChapters | null;
    }>`
      select cues, language, duration_ms, case when chapters ->> 'source' = 'CREATOR' then chapters end as chapters from transcripts where id = ${transcriptId}`,
  );
  const cues = (row?.cues ?? []).map(([startMs, endMs, text]) => ({ startMs, endMs, text }));
  return {
    cues,
    language: row?.language ?? detectLanguage(cues),
    durationMs: row?.duration_ms ?? null,
    chapters: row?.chapters ?? null,
  };
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
