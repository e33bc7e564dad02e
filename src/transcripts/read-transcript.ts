import { sql } from "kysely";
import type { Database } from "../database/open.ts";
import { run } from "../database/sql.ts";
import type { ApartTranscript } from "./prepare/messages.ts";

/** A stored transcript that has to be prepared, with its cues as they are stored. */
export async function readToPrepare(database: Database, transcriptId: string): Promise<ApartTranscript> {
  const [row] = await run(
    database.fork(),
    sql<ApartTranscript>`
      select coalesce(cues, '[]')::text as cues, language, duration_ms as "durationMs",
        case when chapters ->> 'source' = 'CREATOR' then chapters end as chapters
      from transcripts where id = ${transcriptId}`,
  );
  return row ?? { cues: "[]", language: null, durationMs: null, chapters: null };
}
