import { ForeignKeyConstraintViolationException } from "@mikro-orm/core";
import type { Database } from "../../database/open.ts";
import { unauthenticated } from "../../errors/errors.ts";
import type { Answer } from "../answer.ts";

/** An answer that is RUNNING, without a word yet. */
export type NewAnswer = Pick<Answer, "id" | "question" | "model" | "attempt" | "createdAt"> & {
  session: string;
  videoIds: string[] | null;
  idempotencyKey: string | null;
  leaseId: string | null;
};

/**
 * Stores an answer, its lease held for `leaseMs` from now by the database's clock, as all are. false: the session's key
 * was used before, or `maxRunning` of its answers are running. Two that arrive at once may pass together: that is against
 * floods, and need not be exact.
 */
export async function insertAnswer(
  database: Database,
  { id, session, question, videoIds, idempotencyKey, model, attempt, leaseId, createdAt }: NewAnswer,
  { leaseMs, maxRunning }: { leaseMs: number; maxRunning: number },
): Promise<boolean> {
  try {
    const inserted = await database.fork().execute(
      `insert into answers (id, session_id, question, video_ids, idempotency_key, status, text, citations, model,
         attempt, lease_id, lease_until, created_at)
       select ?::uuid, ?::uuid, ?, ?::jsonb, ?, 'RUNNING', '', '[]', ?, ?, ?::uuid,
         now() + ? * interval '1 millisecond', ?::timestamptz
       where (select count(*) from answers where session_id = ? and status = 'RUNNING') < ?
       on conflict (session_id, idempotency_key) do nothing
       returning id`,
      [
        id,
        session,
        question,
        videoIds && JSON.stringify(videoIds),
        idempotencyKey,
        model,
        attempt,
        leaseId,
        leaseMs,
        createdAt,
        session,
        maxRunning,
      ],
    );
    return inserted.length > 0;
  } catch (error) {
    // The session was deleted in this moment.
    throw error instanceof ForeignKeyConstraintViolationException ? unauthenticated() : error;
  }
}
