import { LockMode, raw } from "@mikro-orm/core";
import type { Database } from "../../database/open.ts";
import {
  AnswerLogSchema,
  AnswerSchema,
  type AnswerFailure,
  type AnswerStatus,
  type TokenUsage,
} from "../answer.ts";
import { appendRow, readLogRows } from "../log/log-rows.ts";
import { stateOf, type AnswerState } from "../log/state.ts";

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

/** Ends every lease: for a database that nobody else uses. */
export async function releaseAllLeases(database: Database): Promise<void> {
  await database
    .fork()
    .execute(`update answers set lease_until = now() where status = 'RUNNING' and lease_until > now()`);
}

/** Gives a lease up at once, so that another process need not wait for it to lapse, nor takes it for a crash. */
export async function releaseLease(database: Database, lease: Lease): Promise<void> {
  await database.fork().execute(
    `update answers set lease_id = null, lease_until = now() - interval '1 second'
       where id = ? and lease_id = ? and status = 'RUNNING'`,
    [lease.answerId, lease.leaseId],
  );
}

/**
 * Takes over at most `limit` answers whose run died and which may begin once more, or whose run was given up; not those
 * of `except`, which run in this process.
 */
export async function takeOver(
  database: Database,
  { maxAttempts, limit, except }: { maxAttempts: number; limit: number; except: string[] },
): Promise<Lease[]> {
  const taken = await database.fork().execute<{ id: string; lease_id: string; attempt: number }[]>(
    `update answers set lease_id = gen_random_uuid(), lease_until = now() + ? * interval '1 millisecond',
       attempt = attempt + 1, text = '', citations = '[]', source_ids = null
     where id in (
       select id from answers
       where status = 'RUNNING' and lease_until < now() and not cancel_requested
         and (attempt < ? or lease_id is null)
         and id not in (select value::uuid from jsonb_array_elements_text(?::jsonb))
       order by created_at limit ? for update skip locked
     )
     returning id, lease_id, attempt`,
    [LEASE_MS, maxAttempts, JSON.stringify(except), limit],
  );
  return taken.map((row) => ({ answerId: row.id, leaseId: row.lease_id, attempt: row.attempt }));
}

const LOST_RUN: AnswerFailure = {
  code: "INTERNAL",
  message: "The server that wrote this answer was lost. Ask again.",
  retryable: true,
};

/**
 * Ends answers whose run died and which were to be cancelled, or were begun `maxAttempts` times; returns their ids. Not
 * those of `except`, which run in this process. Their text is what is known of it. Readers may have seen a few words
 * more, so it counts as another attempt: they are told to begin anew.
 */
export async function endLost(database: Database, maxAttempts: number, except: string[]): Promise<string[]> {
  return database.fork().transactional(async (em) => {
    const lost = await em.find(
      AnswerSchema,
      {
        id: { $nin: except },
        status: "RUNNING",
        leaseUntil: { $lt: raw("now()") },
        $or: [{ cancelRequested: true }, { attempt: { $gte: maxAttempts }, leaseId: { $ne: null } }],
      },
      { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
    );
    for (const answer of lost) {
      const state = stateOf(answer);
      for (const row of await readLogRows(em, [{ id: answer.id, state }])) appendRow(state, row);
      Object.assign(answer, {
        status: answer.cancelRequested ? "CANCELLED" : "FAILED",
        failure: answer.cancelRequested ? null : LOST_RUN,
        text: state.text,
        citations: state.citations,
        sourceIds: state.sourceIds ?? [],
        attempt: answer.attempt + 1,
        finishedAt: new Date(),
        leaseId: null,
        leaseUntil: null,
      });
      await em.nativeDelete(AnswerLogSchema, { answer: answer.id });
    }
    return lost.map((answer) => answer.id);
  });
}
