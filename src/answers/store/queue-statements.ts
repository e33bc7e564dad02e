import { ForeignKeyConstraintViolationException } from "@mikro-orm/core";
import { sql } from "kysely";
import type { Leases } from "../../database/lease.ts";
import type { Database } from "../../database/open.ts";
import { epochMs, run } from "../../database/sql.ts";
import { unauthenticated } from "../../errors/errors.ts";
import type { Session } from "../../sessions/session.ts";
import type { Answer, AnswerWait } from "../answer.ts";
import type { AnswerLease } from "../run/lease.ts";
import { isExpired, type AnswerToRun, type TakeOverOptions } from "./run-statements.ts";

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
};

/**
 * What became of an answer that was to be inserted. "begun": the lease is the caller's; "queued": nobody's yet. Nothing was
 * stored where the session's key was used before ("known"), or too many wait, of the session or of all.
 */
export type Insertion = "begun" | "queued" | "known" | "session-full" | "server-full";

/** An answer in the queue with its places, which count from 1: among all, and among those of its session. */
export type QueuedAnswer = { id: string; place: number; placeInSession: number };

/** An answer that waits for videos has a lease, but takes no place of those that are written. */
const isHeld = sql<boolean>`coalesce(lease_until >= now(), false)`;
const isRunning = sql<boolean>`(waiting is null and ${isHeld})`;
/** The queue: answers that no process writes, new ones and those whose process was lost alike. */
const isQueued = sql<boolean>`(waiting is null and not ${isHeld})`;

/** Statements on the answers that wait for a free run: RUNNING ones, under no lease. */
export function createQueueStatements(database: Database, leases: Leases) {
  return {
    /**
     * Stores an answer. It begins with its lease where `mayBegin`, and the session has a run free and none that waits for
     * one; one that waits for videos takes its lease for that. These limits are not exact: two that arrive at once at two
     * replicas may both pass.
     *
     * Its turn is as in start-time fair queueing (Goyal, Vin, Cheng, 1996): one after the last of its session, and not
     * before that of the answers that are being written. So turns go round the sessions, however many answers each has.
     *
     * UNAUTHENTICATED where the session was deleted meanwhile.
     */
    async insert(answer: NewAnswer, limits: AnswerLimits, mayBegin: boolean): Promise<Insertion> {
      const { session, videoIds, waiting, leftOut, leaseId } = answer;
      const isOwn = sql`session_id = ${session.id}::uuid`;
      const waits = sql`${waiting !== null}::boolean`;
      try {
        const [placed] = await run(
          database.fork(),
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
                coalesce(max(turn) filter (where ${isRunning}), min(turn) filter (where ${isQueued})) as present_turn
              from answers where status = 'RUNNING'
            ), begun as (
              select *, ${leaseId !== null}::boolean and (${waits} or (${mayBegin}::boolean
                and running_of_session < ${limits.maxRunningPerSession} and queued_of_session = 0)) as begins
              from counted
            ), placed as (
              select *, (${waits} or not begins) and waiting_of_session >= ${limits.maxWaitingPerSession} as is_session_full,
                not ${waits} and not begins and queued >= ${limits.maxWaiting} as is_server_full
              from begun
            ), inserted as (
              insert into answers (id, session_id, question, video_ids, idempotency_key, status, text, citations,
                waiting, left_out, model, attempt, turn, lease_id, lease_until, created_at)
              select ${answer.id}::uuid, ${session.id}::uuid, ${answer.question},
                ${videoIds && JSON.stringify(videoIds)}::jsonb, ${answer.idempotencyKey}, 'RUNNING', '', '[]',
                ${waiting && JSON.stringify(waiting)}::json, ${JSON.stringify(leftOut)}::json, ${answer.model},
                case when begins then 1 else 0 end,
                greatest(coalesce(last_turn + 1, 0), coalesce(present_turn, 0)),
                case when begins then ${leaseId}::uuid end, case when begins then ${leases.until} end,
                ${answer.createdAt}::timestamptz
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
      } catch (error) {
        throw error instanceof ForeignKeyConstraintViolationException ? unauthenticated() : error;
      }
    },

    /**
     * Leases answers that wait for a free run, `free` at most, in turn and within the limit of each session: new ones, those
     * that were released, and those whose run died and that have attempts left. Beside them `maxWaits` that wait for videos
     * and whose process was lost: they go on waiting; nothing of their attempt was written, so that it does not count.
     */
    async takeOver({ maxAttempts, except, ...limits }: TakeOverOptions & TakeOverLimits) {
      const mayGoOn = sql`not cancel_requested and not ${isExpired} and (attempt < ${maxAttempts} or lease_id is null)
        and id <> all(${except}::uuid[])`;
      const inTurn = sql`select id from (
          select id, session_id, turn, row_number() over (partition by session_id order by turn, id) as place
          from answers where status = 'RUNNING' and ${isQueued} and ${mayGoOn}
        ) as queued left join (
          select session_id, count(*) as running from answers
          where status = 'RUNNING' and ${isRunning} group by session_id
        ) as running using (session_id)
        where place + coalesce(running, 0) <= ${limits.maxRunningPerSession}
        order by turn, id limit ${limits.free}`;
      const lost = sql`select id from answers
        where not ${isExpired} and status = 'RUNNING' and waiting is not null and not ${isHeld} and not cancel_requested
          and id <> all(${except}::uuid[])
        order by id limit ${limits.maxWaits}`;
      const rows = await leases.claim(database.reserved(), {
        where: sql`status = 'RUNNING' and not cancel_requested and id in ((${inTurn}) union all (${lost}))`,
        orderBy: sql`turn, id`,
        limit: limits.free + limits.maxWaits,
        set: sql`attempt = case when waiting is null then attempt + 1 else greatest(attempt, 1) end, text = '', citations = '[]', source_ids = null`,
        returning: sql<TakenOverRow>`answers.id, answers.lease_id as "leaseId", answers.attempt, answers.question,
          answers.video_ids as "videoIds", answers.waiting, answers.left_out as "leftOut", answers.turn, (
            select json_build_object('id', id, 'createdAtMs', ${epochMs("created_at")},
              'expiresAtMs', ${epochMs("expires_at")})
            from sessions where sessions.id = answers.session_id
          ) as session`,
      });
      // What an update returns is in no order.
      return rows
        .toSorted((one, other) => one.turn - other.turn || (one.id < other.id ? -1 : 1))
        .map(toTakenOver);
    },

    /**
     * How many answers are in the queue, and the places of those of `ids` that are. `except`: those that run in this process,
     * whose leases may have lapsed while it slept.
     */
    async readQueue(
      ids: string[],
      { except }: Pick<TakeOverOptions, "except">,
    ): Promise<{ length: number; answers: QueuedAnswer[] }> {
      const [queue] = await run(
        database.fork(),
        sql<{ length: number; answers: QueuedAnswer[] }>`select count(*)::int as length,
            coalesce(json_agg(queued) filter (where id = any(${ids}::uuid[])), '[]') as answers
          from (
            select id, row_number() over (order by turn, id) as place,
              row_number() over (partition by session_id order by turn, id) as "placeInSession"
            from answers where status = 'RUNNING' and ${isQueued} and not cancel_requested
              and id <> all(${except}::uuid[])
          ) as queued`,
      );
      return queue!;
    },
  };
}

type TakeOverLimits = { free: number; maxRunningPerSession: number; maxWaits: number };

type TakenOverRow = AnswerLease &
  Omit<AnswerToRun, "id" | "session"> & {
    turn: number;
    session: { id: string; createdAtMs: number; expiresAtMs: number };
  };

function toTakenOver(row: TakenOverRow): { lease: AnswerLease; answer: AnswerToRun } {
  const { id, leaseId, attempt, question, videoIds, waiting, leftOut } = row;
  const session: Session = {
    id: row.session.id,
    createdAt: new Date(row.session.createdAtMs),
    expiresAt: new Date(row.session.expiresAtMs),
  };
  return { lease: { id, leaseId, attempt }, answer: { id, question, videoIds, waiting, leftOut, session } };
}
