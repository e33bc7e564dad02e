import { sql } from "kysely";
import type { EntityManager } from "../database/open.ts";
import { run } from "../database/sql.ts";
import { deleteUnusedTranscripts } from "../transcripts/delete-unused.ts";

/** `passages`: those of the sessions' videos, whether or not others have the same videos. */
export type DeletionReceipt = { sessions: number; videos: number; passages: number; answers: number };

/**
 * Deletes at most `limit` sessions, either the one with an id or those that expired before a time, with their videos and
 * answers, then the transcripts that no video points at any more. Call it within a transaction. Expired sessions that
 * another process is deleting are skipped. `deletedPassages`: those that nobody has any more.
 */
export async function deleteSessions(
  em: EntityManager,
  which: { id: string } | { expiredBefore: Date },
  limit: number,
): Promise<{ receipt: DeletionReceipt; deletedPassages: number }> {
  // The statement waits for one session, so that its receipt is right; replicas share expired ones by skipping.
  const sessions =
    "id" in which
      ? sql`where id = ${which.id} limit ${limit} for update`
      : sql`where expires_at <= ${which.expiredBefore} order by expires_at limit ${limit} for update skip locked`;
  const rows = await run(em, sql<{ id: string }>`select id from sessions ${sessions}`);
  if (rows.length === 0) {
    return { receipt: { sessions: 0, videos: 0, passages: 0, answers: 0 }, deletedPassages: 0 };
  }

  const ids = rows.map(({ id }) => id);
  const inSessions = sql`session_id = any (${ids}::uuid[])`;
  const answers = await run(em, sql`delete from answers where ${inSessions} returning id`);
  const videos = await run(
    em,
    sql<{ transcriptId: string; passages: number }>`delete from videos where ${inSessions}
      returning transcript_id as "transcriptId",
        (select passage_count from transcripts where id = videos.transcript_id) as passages`,
  );
  const deletedPassages = await deleteUnusedTranscripts(
    em,
    videos.map(({ transcriptId }) => transcriptId),
  );
  await run(em, sql`delete from sessions where id = any (${ids}::uuid[])`);
  const passages = videos.reduce((sum, video) => sum + video.passages, 0);
  return {
    receipt: { sessions: rows.length, videos: videos.length, passages, answers: answers.length },
    deletedPassages,
  };
}
