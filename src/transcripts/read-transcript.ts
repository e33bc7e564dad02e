import { sql } from "kysely";
import type { Database } from "../database/open.ts";
import { run } from "../database/sql.ts";
import type { StoredChapters } from "./overview.ts";
import type { Cue } from "../captions/cue.ts";
import { readCues } from "../search/index/read-cues.ts";
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
      language: string | null;
      duration_ms: number | null;
      chapters: StoredChapters | null;
    }>`
      select language, duration_ms, case when chapters ->> 'source' = 'CREATOR' then chapters end as chapters from transcripts where id = ${transcriptId}`,
  );
  const cues = await readCues(database.fork(), transcriptId);
  return {
    cues,
    language: row?.language ?? detectLanguage(cues),
    durationMs: row?.duration_ms ?? null,
    chapters: row?.chapters ?? null,
  };
}
