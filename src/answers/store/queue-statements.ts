import { sql, type RawBuilder } from "kysely";
import type { Leases } from "../../database/lease.ts";
import type { Database } from "../../database/open.ts";
import { epochMs, fromNow, run, type SqlExecutor } from "../../database/sql.ts";
import { reservedTransaction } from "../../database/transaction.ts";
import { hasYoungerProcess } from "../../search/model-in-force/tables.ts";
import type { Session } from "../../sessions/session.ts";
import type { AnswerLease, TakeOverReason } from "../run/lease.ts";
import { appendRow } from "../log/log-rows.ts";
import { emptyState, resumedFrom, type AnswerState, type Kept, type Written } from "../log/state.ts";
import { rowsBeyond } from "./log-statements.ts";
import { lockSessions, lostAttempts, queueConditions } from "./queue-conditions.ts";
import {
  columnsOf,
  isExpired,
  recordsOf,
  WRITTEN,
  type AnswerToRun,
  type TakeOverOptions,
} from "./run-statements.ts";

/** An answer in the queue with its places, which count from 1: among all, and among those of its session. */
export type QueuedAnswer = { id: string; place: number; placeInSession: number };

/** Statements on the answers that wait for a free run: RUNNING ones, under no lease. */
export function createQueueStatements(database: Database, leases: Leases, processId: string | null) {
  const { isQueued, isRunning } = queueConditions(leases);
  return {
    /**
     * Leases answers that wait for a free run, `free` at most, in turn and within the limit of each session: new ones, those
     * that were released, and those whose run died and that have attempts left. Beside them `maxWaits` that wait for videos
     * and whose process was lost: they go on waiting; nothing of their attempt was written, so that it does not count.
     *
     * The limit of a session is exact, also on several replicas. Left out for now are sessions in which another replica is
     * taking answers or storing one at this moment: it looks for those that are due itself.
     *
     * Of those that the model `repeatable` wrote what was kept stays, for their runs to go on with.
     *
     * Those that a stopping process has released are for the process that started last: in a rolling deploy older ones are the next
     * to stop. It has `headStartMs` to take them.
     */
    async takeOver(options: ClaimOptions) {
      const rows = await claimWithinLimits(options);
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

  async function claimWithinLimits(options: ClaimOptions): Promise<TakenOverRow[]> {
    // Statements of a database that no other process uses come one after the other.
    if (database.isExclusive) return reservedTransaction(database, (em) => claim(em, options, sql`true`));
    const due = await run(
      database.reserved(),
      sql<{
        sessionId: string;
      }>`select distinct session_id as "sessionId" from (${inTurn(options, sql`true`)}) as due`,
    );
    if (due.length === 0) return claim(database.reserved(), options, sql`false`);
    return reservedTransaction(database, async (em) => {
      const ids = due.map(({ sessionId }) => sessionId);
      const locked = await lockSessions(em, ids, { skipLocked: true });
      return claim(em, options, sql`session_id = any(${locked}::uuid[])`);
    });
  }

  /** Claims answers, and keeps what is to be kept of them. */
  async function claim(
    em: SqlExecutor,
    options: ClaimOptions,
    ofSessions: RawBuilder<unknown>,
  ): Promise<TakenOverRow[]> {
    const rows = await claimRows(em, options, ofSessions);
    const before = rows
      .filter(({ attempt, model }) => attempt > 1 && model === options.repeatable)
      .map((row) => ({ row, id: row.id, state: stateBefore(row) }));
    if (before.length === 0) return rows;
    const byId = new Map(before.map(({ id, state }) => [id, state]));
    for (const row of await rowsBeyond(em, before)) appendRow(byId.get(row.answer_id)!, row);
    for (const { row, state } of before) row.kept = keptOf(state);
    const records = before.map(({ row }) => ({ id: row.id, ...columnsOf({ ...row, ...row.kept }) }));
    await run(em, sql`update answers set ${WRITTEN} from ${recordsOf(records)} where answers.id = runs.id`);
    return rows;
  }

  /** `ofSessions`: the condition of the answers in the queue that may be taken. */
  function claimRows(
    em: SqlExecutor,
    options: ClaimOptions,
    ofSessions: RawBuilder<unknown>,
  ): Promise<TakenOverRow[]> {
    const lost = sql`select id from answers
      where not ${isExpired} and status = 'RUNNING' and waiting is not null and ${leases.isFree} and not cancel_requested
        and id <> all(${options.except}::uuid[])
      order by id limit ${options.maxWaits}`;
    const due = sql`select id from (${inTurn(options, ofSessions)}) as due`;
    return leases.claim(em, {
      where: sql`status = 'RUNNING' and not cancel_requested and id in ((${due}) union all (${lost}))`,
      orderBy: sql`turn, id`,
      limit: options.free + options.maxWaits,
      set: sql`attempt = case when waiting is null then attempt + 1 else greatest(attempt, 1) end,
        text = case when model = ${options.repeatable} then text else '' end,
        citations = case when model = ${options.repeatable} then citations else '[]' end,
        source_ids = case when model = ${options.repeatable} then source_ids end,
        resumptions = case when model = ${options.repeatable} then resumptions else '[]' end`,
      returning: sql<TakenOverRow>`answers.id, answers.lease_id as "leaseId", answers.attempt, answers.model,
        answers.scope, answers.text, answers.citations, answers.source_ids as "sourceIds", answers.resumptions, answers.question,
        answers.video_ids as "videoIds", answers.history_before as "historyBefore", answers.waiting, answers.left_out as "leftOut", answers.turn,
        answers.request_id as "requestId", answers.trace_parent as "traceParent", answers.attempt_trace_parent as "attemptTraceParent",
        case when due.lease_before is null then 'handed_over' when due.lease_until_before is null then 'restarted'
          else 'lapsed' end as reason, (
          select json_build_object('id', id, 'createdAtMs', ${epochMs("created_at")},
            'expiresAtMs', ${epochMs("expires_at")})
          from sessions where sessions.id = answers.session_id
        ) as session`,
    });
  }

  /** The answers of the queue that are due, within the limit of each session, and their sessions. */
  function inTurn(
    { maxAttempts, except, maxRunningPerSession, free, headStartMs }: ClaimOptions,
    ofSessions: RawBuilder<unknown>,
  ) {
    const isOwnRun = sql`id = any(${except}::uuid[])`;
    const isLeftToOthers = sql<boolean>`(lease_id is null and coalesce(lease_until > ${fromNow(-headStartMs)}, false)
      and ${hasYoungerProcess(processId)})`;
    const mayGoOn = sql`not cancel_requested and not ${isExpired} and (${lostAttempts} < ${maxAttempts} or lease_id is null)
      and not ${isOwnRun} and not ${isLeftToOthers}`;
    return sql`select id, session_id from (
        select id, session_id, turn, row_number() over (partition by session_id order by turn, id) as place
        from answers where status = 'RUNNING' and ${isQueued} and ${mayGoOn} and ${ofSessions}
      ) as queued left join (
        select session_id, count(*) as running from answers
        where status = 'RUNNING' and (${isRunning} or (waiting is null and ${isOwnRun})) group by session_id
      ) as running using (session_id)
      where place + coalesce(running, 0) <= ${maxRunningPerSession}
      order by turn, id limit ${free}`;
  }
}

type ClaimOptions = TakeOverOptions & {
  free: number;
  maxRunningPerSession: number;
  maxWaits: number;
  /** The model that writes the same again; null: none does. */
  repeatable: string | null;
  /** How long answers that a process has released are left to those that started last. */
  headStartMs: number;
};

type TakenOverRow = AnswerLease &
  Written &
  Omit<AnswerToRun, "id" | "session"> & {
    model: string;
    turn: number;
    /** Of an answer that was begun before. */
    reason: TakeOverReason;
    session: { id: string; createdAtMs: number; expiresAtMs: number };
  };

/** The log of the attempt before, as of the answer's row. */
const stateBefore = ({
  attempt,
  scope,
  text,
  citations,
  sourceIds,
  resumptions,
}: TakenOverRow): AnswerState => ({
  ...emptyState(attempt - 1),
  scope,
  text,
  citations,
  sourceIds,
  resumptions,
});

/** What an attempt goes on with of the one before; null: nothing was written. */
function keptOf(before: AnswerState): Kept | null {
  const { attempt, text, citations, sourceIds } = before;
  if (!sourceIds) return null;
  const resumption = { attempt, offset: text.length, citations: citations.length };
  return { text, citations, sourceIds, resumptions: [...resumedFrom(before), resumption] };
}

type TakenOver = { lease: AnswerLease; answer: AnswerToRun; reason: TakeOverReason };

function toTakenOver(row: TakenOverRow): TakenOver {
  const {
    id,
    leaseId,
    attempt,
    question,
    videoIds,
    historyBefore,
    waiting,
    leftOut,
    requestId,
    traceParent,
    attemptTraceParent,
    kept = null,
  } = row;
  const session: Session = {
    id: row.session.id,
    createdAt: new Date(row.session.createdAtMs),
    expiresAt: new Date(row.session.expiresAtMs),
  };
  return {
    lease: { id, leaseId, attempt },
    answer: {
      id,
      question,
      videoIds,
      historyBefore,
      waiting,
      leftOut,
      requestId,
      traceParent,
      attemptTraceParent,
      kept,
      session,
    },
    reason: row.reason,
  };
}
