import { sql } from "kysely";
import type { EntityManager } from "../database/open.ts";
import { run } from "../database/sql.ts";

/**
 * Deletes those of these transcripts that no video points at, and returns how many passages went with them. Call it within
 * a transaction. The first statement takes the locks (in the order of `upsertAndLockTranscripts`, against deadlock), so
 * that the second sees every video that was added before. In one statement a session that adds the video meanwhile would
 * lose it.
 */
export async function deleteUnusedTranscripts(em: EntityManager, transcriptIds: string[]): Promise<number> {
  if (transcriptIds.length === 0) return 0;
  const isListed = sql`id = any (${[...new Set(transcriptIds)]}::uuid[])`;
  await run(
    em,
    sql`select id from transcripts where ${isListed} order by youtube_id, requested_language, id for update`,
  );
  const deleted = await run(
    em,
    sql<{ passages: number }>`delete from transcripts where ${isListed}
      and not exists (select from videos where videos.transcript_id = transcripts.id)
      returning passage_count as passages`,
  );
  return deleted.reduce((sum, { passages }) => sum + passages, 0);
}
