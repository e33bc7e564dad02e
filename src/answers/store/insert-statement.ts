import { ForeignKeyConstraintViolationException } from "@mikro-orm/core";
import { sql } from "kysely";
import type { Leases } from "../../database/lease.ts";
import type { Database } from "../../database/open.ts";
import { run, type SqlExecutor } from "../../database/sql.ts";
import { transaction } from "../../database/transaction.ts";
import { unauthenticated } from "../../errors/errors.ts";
import { currentRequestId } from "../../observability/log-fields.ts";
import { currentTraceparent } from "../../observability/spans.ts";
import type { Answer, AnswerWait } from "../answer.ts";
import { lockSessions, queueConditions } from "./queue-conditions.ts";

/** How many answers may be written at a time, and how many may wait: see the settings of these names. */
export type AnswerLimits = {
  maxRunningPerSession: number;
  maxRunning: number;
  maxWaitingPerSession: number;
  maxWaiting: number;
};

/** An answer to insert. `leaseId`: of the run that begins with it, if it may; null: no process may run it yet. */
export type NewAnswer = Answer & {
  idempotencyKey: string | null;
  waiting: AnswerWait | null;
  leaseId: string | null;
  historyBefore?: string | null;
};

/**
 * What became of an answer that was to be inserted. "begun": the lease is the caller's; "queued": nobody's yet. Nothing was
 * stored where the session's key was used before ("known"), or too many wait, of the session or of all.
 */
export type Insertion = "begun" | "queued" | "known" | "session-full" | "server-full";

/** The statement that stores a new answer, and decides whether it begins. */
export function createInsertStatement(database: Database, leases: Leases) {
  const { isQueued, isRunning } = queueConditions(leases);
  return {
    /**
     * Stores an answer. It begins with its lease where `mayBegin`, the session has a run free and none that waits for one,
     * and no other session has an answer that is due; one that waits for videos takes its lease for that. The limits of a
     * session are exact, also on several replicas; of `maxWaiting` two sessions that ask at once may both have the last place.
     *
     * Its turn is as in start-time fair queueing (Goyal, Vin, Cheng, 1996): one after the last of its session, and not
     * before that of the answers that are being written. So turns go round the sessions, however many answers each has.
     *
     * UNAUTHENTICATED where the session was deleted meanwhile.
     */
    async insert(answer: NewAnswer, limits: AnswerLimits, mayBegin: boolean): Promise<Insertion> {
      const place = (em: SqlExecutor) => insertPlaced(em, answer, limits, mayBegin);
      try {
        // Statements of a database that no other process uses come one after the other.
        if (database.isExclusive) return await place(database.fork());
        return await transaction(database, async (em) => {
          const locked = await lockSessions(em, [answer.session.id], { skipLocked: false });
          if (locked.length === 0) throw unauthenticated();
          return place(em);
        });
      } catch (error) {
        throw error instanceof ForeignKeyConstraintViolationException ? unauthenticated() : error;
      }
    },
  };

  async function insertPlaced(
    em: SqlExecutor,
    answer: NewAnswer,
    limits: AnswerLimits,
    mayBegin: boolean,
  ): Promise<Insertion> {
    const { session, videoIds, historyBefore = null, waiting, leftOut, leaseId } = answer;
    const isOwn = sql`session_id = ${session.id}::uuid`;
    const waits = sql`${waiting !== null}::boolean`;
    const [placed] = await run(
      em,
      sql<{
        begins: boolean;
        isServerFull: boolean;
        isSessionFull: boolean;
        isInserted: boolean;
      }>`with counted as (
              select
                count(*) filter (where ${isOwn} and ${isRunning}) as running_of_session,
                count(*) filter (where ${isOwn} and not ${isRunning}) as waiting_of_session,
                count(*) filter (where ${isOwn} and ${isQueued}) as queued_of_session,
                count(*) filter (where ${isQueued}) as queued,
                max(turn) filter (where ${isOwn}) as last_turn,
                coalesce(max(turn) filter (where ${isRunning}), min(turn) filter (where ${isQueued})) as present_turn,
                exists (
                  select from answers where status = 'RUNNING' group by session_id
                  having bool_or(${isQueued} and not cancel_requested)
                    and count(*) filter (where ${isRunning}) < ${limits.maxRunningPerSession}
                ) as has_due
              from answers where status = 'RUNNING'
            ), begun as (
              select *, ${leaseId !== null}::boolean and (${waits} or (${mayBegin}::boolean and not has_due
                and running_of_session < ${limits.maxRunningPerSession} and queued_of_session = 0)) as begins
              from counted
            ), placed as (
              select *, (${waits} or not begins) and waiting_of_session >= ${limits.maxWaitingPerSession} as is_session_full,
                not ${waits} and not begins and queued >= ${limits.maxWaiting} as is_server_full
              from begun
            ), inserted as (
              insert into answers (id, session_id, question, video_ids, history_before, idempotency_key, status, text, citations,
                waiting, left_out, model, attempt, turn, lease_id, lease_until, lease_pid, request_id, trace_parent, created_at)
              select ${answer.id}::uuid, ${session.id}::uuid, ${answer.question},
                ${videoIds && JSON.stringify(videoIds)}::jsonb, ${historyBefore}::uuid, ${answer.idempotencyKey}, 'RUNNING', '', '[]',
                ${waiting && JSON.stringify(waiting)}::json, ${JSON.stringify(leftOut)}::json, ${answer.model},
                case when begins then 1 else 0 end,
                greatest(coalesce(last_turn + 1, 0), coalesce(present_turn, 0)),
                case when begins then ${leaseId}::uuid end, case when begins then ${leases.until} end,
                case when begins then pg_backend_pid() end,
                ${currentRequestId()}::text, ${currentTraceparent()}::text, ${answer.createdAt}::timestamptz
              from placed where not is_session_full and not is_server_full
              on conflict (session_id, idempotency_key) do nothing
              returning id
            )
            select begins, is_server_full as "isServerFull", is_session_full as "isSessionFull",
              exists (select from inserted) as "isInserted" from placed`,
    );
    const { begins, isSessionFull, isServerFull, isInserted } = placed!;
    if (isInserted) return begins ? "begun" : "queued";
    if (isSessionFull) return "session-full";
    return isServerFull ? "server-full" : "known";
  }
}
