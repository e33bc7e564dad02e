import type { Database } from "../database.ts";
import type { AnswerFailure, AnswerStatus, TokenUsage } from "./answer.ts";
import type { AnswerState } from "./state.ts";

/** A run that does not renew its lease for so long is taken for dead. */
export const LEASE_MS = 5000;

/** The right to write one attempt at an answer. */
export type Lease = { answerId: string; leaseId: string; attempt: number };

export type RunEnd = {
  status: Exclude<AnswerStatus, "RUNNING">;
  grounded: boolean | null;
  usage: TokenUsage | null;
  failure: AnswerFailure | null;
};

/** Whether the lease still holds, and whether someone asked to cancel. */
export type Renewal = "held" | "cancel-requested" | "lost";

/** Stores what there is so far, and lengthens the lease. */
export async function checkpoint(
  database: Database,
  lease: Lease,
  state: Pick<AnswerState, "text" | "citations" | "sourceIds">,
): Promise<Renewal> {
  const [row] = await database.fork().execute<{ cancel_requested: boolean }[]>(
    `update answers set text = ?, citations = ?::jsonb, source_ids = ?::jsonb,
       lease_until = now() + ? * interval '1 millisecond'
     where id = ? and lease_id = ? and status = 'RUNNING' returning cancel_requested`,
    [
      state.text,
      JSON.stringify(state.citations),
      state.sourceIds && JSON.stringify(state.sourceIds),
      LEASE_MS,
      lease.answerId,
      lease.leaseId,
    ],
  );
  if (!row) return "lost";
  return row.cancel_requested ? "cancel-requested" : "held";
}

/** Stores the answer whole, and ends it. false: the lease was lost before. */
export async function storeEnd(
  database: Database,
  lease: Lease,
  state: Pick<AnswerState, "text" | "citations" | "sourceIds">,
  end: RunEnd,
): Promise<boolean> {
  const rows = await database.fork().execute(
    `with log as (delete from answer_log where answer_id = ?)
     update answers set status = ?, text = ?, citations = ?::jsonb, source_ids = ?::jsonb, grounded = ?,
       usage = ?::jsonb, failure = ?::jsonb, finished_at = now(), lease_id = null, lease_until = null
     where id = ? and lease_id = ? and status = 'RUNNING' returning id`,
    [
      lease.answerId,
      end.status,
      state.text,
      JSON.stringify(state.citations),
      JSON.stringify(state.sourceIds ?? []),
      end.grounded,
      end.usage && JSON.stringify(end.usage),
      end.failure && JSON.stringify(end.failure),
      lease.answerId,
      lease.leaseId,
    ],
  );
  return rows.length > 0;
}

/** Gives a lease up at once, so that another process need not wait for it to lapse. The attempt does not count. */
export async function releaseLease(database: Database, lease: Lease): Promise<void> {
  await database
    .fork()
    .execute(`update answers set lease_until = now() - interval '1 second' where id = ? and lease_id = ?`, [
      lease.answerId,
      lease.leaseId,
    ]);
}

/**
 * Takes over at most `limit` answers whose run died. Those that were to be cancelled, or were begun `maxAttempts` times,
 * are ended instead: their ids come back in `ended`.
 */
export async function takeOver(
  database: Database,
  { maxAttempts, limit }: { maxAttempts: number; limit: number },
): Promise<{ leases: Lease[]; ended: string[] }> {
  const failure = {
    code: "INTERNAL",
    message: "The server that wrote this answer was lost. Ask again.",
    retryable: true,
  };
  const em = database.fork();
  const lapsed = `select id from answers where status = 'RUNNING' and lease_until < now()`;
  const ended = await em.execute<{ id: string }[]>(
    `update answers set
       status = case when cancel_requested then 'CANCELLED' else 'FAILED' end,
       failure = case when cancel_requested then null else ?::jsonb end,
       source_ids = coalesce(source_ids, '[]'), finished_at = now(), lease_id = null, lease_until = null
     where id in (${lapsed} and (cancel_requested or attempt >= ?) for update skip locked) returning id`,
    [JSON.stringify(failure), maxAttempts],
  );
  const taken = await em.execute<{ id: string; lease_id: string; attempt: number }[]>(
    `update answers set lease_id = gen_random_uuid(), lease_until = now() + ? * interval '1 millisecond',
       attempt = attempt + 1, text = '', citations = '[]', source_ids = null
     where id in (${lapsed} order by created_at limit ? for update skip locked)
     returning id, lease_id, attempt`,
    [LEASE_MS, limit],
  );
  return {
    leases: taken.map((row) => ({ answerId: row.id, leaseId: row.lease_id, attempt: row.attempt })),
    ended: ended.map((row) => row.id),
  };
}
