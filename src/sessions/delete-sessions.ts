import type { EntityManager } from "../database/open.ts";

export type DeletionReceipt = { sessions: number; videos: number; passages: number; answers: number };

/**
 * Deletes at most `limit` sessions, either the one of an id or those that expired before a time, with their videos and
 * answers, then the transcripts that no video points at any more. Call it within a transaction. Sessions that another
 * process is deleting are passed over.
 */
export async function deleteSessions(
  em: EntityManager,
  which: { id: string } | { expiredBefore: Date },
  limit: number,
): Promise<DeletionReceipt> {
  const [condition, value] = "id" in which ? ["id = ?", which.id] : ["expires_at <= ?", which.expiredBefore];
  // One session is waited for, so that its receipt is true; many are shared out among the replicas.
  const skip = "id" in which ? "" : "skip locked";
  const rows = await em.execute<{ id: string }[]>(
    `select id from sessions where ${condition} order by expires_at limit ? for update ${skip}`,
    [value, limit],
  );
  const none = { sessions: 0, videos: 0, passages: 0, answers: 0 };
  if (rows.length === 0) return none;

  const ids = JSON.stringify(rows.map((row) => row.id));
  const inSessions = `session_id in (select value::uuid from jsonb_array_elements_text(?::jsonb))`;
  const answers = await em.execute(`delete from answers where ${inSessions} returning id`, [ids]);
  const videos = await em.execute<{ transcript_id: string }[]>(
    `delete from videos where ${inSessions} returning transcript_id`,
    [ids],
  );
  const passages = await deleteUnusedTranscripts(
    em,
    videos.map((video) => video.transcript_id),
  );
  await em.execute(
    `delete from sessions where id in (select value::uuid from jsonb_array_elements_text(?::jsonb))`,
    [ids],
  );
  return { sessions: rows.length, videos: videos.length, passages, answers: answers.length };
}

/**
 * Of these transcripts, deletes those that no video points at, and returns how many passages went with them.
 * Two statements: the first takes the locks (in the order of `claimTranscripts`, against deadlock), so that the second
 * sees every video that was added before them. In one statement a session that adds the video meanwhile would lose it.
 */
export async function deleteUnusedTranscripts(em: EntityManager, transcriptIds: string[]): Promise<number> {
  if (transcriptIds.length === 0) return 0;
  const ids = JSON.stringify([...new Set(transcriptIds)]);
  const among = `id in (select value::uuid from jsonb_array_elements_text(?::jsonb))`;
  await em.execute(
    `select id from transcripts where ${among} order by youtube_id, requested_language, id for update`,
    [ids],
  );
  const deleted = await em.execute<{ passage_count: number }[]>(
    `delete from transcripts where ${among}
     and not exists (select from videos where videos.transcript_id = transcripts.id)
     returning passage_count`,
    [ids],
  );
  return deleted.reduce((sum, row) => sum + row.passage_count, 0);
}
