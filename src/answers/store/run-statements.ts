import { sql, type RawBuilder } from "kysely";
import type { Leases } from "../../database/lease.ts";
import type { Database } from "../../database/open.ts";
import { run } from "../../database/sql.ts";
import { transaction } from "../../database/transaction.ts";
import type { Answer, AnswerFailure, AnswerWait } from "../answer.ts";
import { appendRow } from "../log/log-rows.ts";
import type { AnswerState, Kept, Written } from "../log/state.ts";
import type { AnswerLease, Renewal, RunEnd } from "../run/lease.ts";
import type { WaitPlan } from "../wait/plan-wait.ts";
import { rowsBeyond } from "./log-statements.ts";
import { lostAttempts } from "./queue-conditions.ts";

/** The part of an answer that a run begins with. */
export type AnswerToRun = Pick<Answer, "id" | "question" | "videoIds" | "leftOut" | "session"> & {
  waiting: AnswerWait | null;
  /** The answer before which its history ends, where that is another than itself. */
  historyBefore: string | null;
  /** The id of the request that asked; null: an earlier version stored it without. */
  requestId: string | null;
  /** The span that asked, as `traceparent`; null: there was none. */
  traceParent: string | null;
  /** The span of the attempt before, or of its wait for videos, as `traceparent`; null: there was none. */
  attemptTraceParent: string | null;
  /** What its run goes on with; null: it begins. */
  kept: Kept | null;
};

export type TakeOverOptions = {
  /** How many attempts an answer gets, beside those that are handed over. */
  maxAttempts: number;
  /** Answers that run in this process. After it slept their leases have lapsed, and their next checkpoint renews them. */
  except: string[];
};

/** An answer that ended without a process; `isCancelled`: it was not wanted any more, and has not failed. */
export type LostAnswer = { id: string; isCancelled: boolean };

const LOST_RUN: AnswerFailure = {
  code: "INTERNAL",
  message: "The server that wrote this answer was lost. Ask again.",
  retryable: true,
};

export const columnsOf = ({ attempt, resumptions, scope, text, citations, sourceIds }: Written) => ({
  attempt,
  resumptions,
  scope,
  text,
  citations,
  source_ids: sourceIds,
});

/** Assignments of what runs have written, from `runs`. */
export const WRITTEN = sql`attempt = runs.attempt, resumptions = runs.resumptions, scope = runs.scope, text = runs.text,
  citations = runs.citations, source_ids = runs.source_ids`;

/** Runs as a table `runs`; columns that the records lack are null. */
export const recordsOf = (records: object[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as runs(id uuid, lease_id uuid, attempt int,
    resumptions jsonb, scope text, text text, citations jsonb, source_ids jsonb, trace_parent text)`;

/** The condition that an answer's session has expired. */
export const isExpired = sql<boolean>`exists (
  select from sessions where sessions.id = answers.session_id and sessions.expires_at <= now()
)`;

/** Statements of runs on their answers, under a lease. */
export function createRunStatements(database: Database, leases: Leases) {
  return {
    /**
     * Stores what runs have written so far and renews their leases; the outcomes are in the order of `runs`. `traceParent`: the
     * span of the attempt.
     */
    checkpoint(
      runs: { lease: AnswerLease; written: Written; traceParent?: string | null }[],
    ): Promise<Renewal[]> {
      const records = runs.map(({ lease, written, traceParent }) => ({
        id: lease.id,
        lease_id: lease.leaseId,
        trace_parent: traceParent ?? null,
        ...columnsOf(written),
      }));
      return renew(
        records,
        sql`${WRITTEN}, attempt_trace_parent = runs.trace_parent, handovers = handovers + runs.attempt - answers.attempt,`,
      );
    },

    /** Renews the leases of runs, and stores nothing: it takes hardly any room on the disk. */
    renew: (held: AnswerLease[]): Promise<Renewal[]> =>
      renew(
        held.map(({ id, leaseId }) => ({ id, lease_id: leaseId })),
        sql``,
      ),

    /** Stores the whole answer and its end, and deletes its log rows. false: the lease was lost, and nothing changed. */
    async end(lease: AnswerLease, written: Written, end: RunEnd): Promise<boolean> {
      const ended = await run(
        database.fork(),
        sql`with ended as (
            update answers set status = ${end.status}, attempt = ${written.attempt},
              resumptions = ${JSON.stringify(written.resumptions)}::jsonb, scope = ${written.scope}, text = ${written.text},
              citations = ${JSON.stringify(written.citations)}::jsonb,
              source_ids = ${JSON.stringify(written.sourceIds ?? [])}::jsonb, confidence = ${end.confidence},
              words_only = ${end.wordsOnly}::boolean, follow_ups = ${JSON.stringify(end.followUps)}::json,
              usage = ${end.usage && JSON.stringify(end.usage)}::jsonb,
              failure = ${end.failure && JSON.stringify(end.failure)}::jsonb, waiting = null,
              finished_at = now(), ${leases.released}
            where ${leases.isHeld(lease)} returning answers.id
          ), deleted as (
            delete from answer_log using ended where answer_log.answer_id = ended.id
          )
          select id from ended`,
      );
      return ended.length > 0;
    },

    /**
     * Stores what an answer waits for and what it leaves out; wakes its readers at other replicas with `payload`. Once it
     * waits for nothing, it is released into the queue of those that are to be written, as if its attempt had not begun. false: the lease was lost, and nothing changed.
     */
    async storeWait(
      lease: AnswerLease,
      { waiting, leftOut }: WaitPlan,
      [channel, payload]: [channel: string, payload: string],
    ): Promise<boolean> {
      const stored = await run(
        database.fork(),
        sql`with stored as (
            update answers set waiting = ${waiting && JSON.stringify(waiting)}::json,
              left_out = ${JSON.stringify(leftOut)}::json
              ${waiting ? sql`` : sql`, attempt = attempt - 1, ${leases.released}`}
            where ${leases.isHeld(lease)} returning answers.id
          )
          select id, pg_notify(${channel}, ${payload}) from stored`,
      );
      return stored.length > 0;
    },

    /**
     * Stores what was written of an answer, and releases it, so that another process takes it over; counts the attempt as none
     * that was lost. Its lease ends now, so that others can tell for how long it has been released. false: the lease was lost, and nothing changed.
     */
    async release(lease: AnswerLease, written: Written, traceParent: string | null = null): Promise<boolean> {
      const released = await run(
        database.reserved(),
        sql`update answers set ${WRITTEN}, attempt_trace_parent = ${traceParent}::text,
            handovers = handovers + runs.attempt - answers.attempt + case when waiting is null then 1 else 0 end,
            lease_id = null, lease_until = now(), lease_pid = null
          from ${recordsOf([columnsOf(written)])} where ${leases.isHeld(lease)} returning answers.id`,
      );
      return released.length > 0;
    },

    /**
     * Gives leases that have lapsed another term, once the database takes changes again: their processes may be well, and
     * could renew none.
     */
    async extendLapsed(): Promise<void> {
      await run(
        database.reserved(),
        sql`update answers set ${leases.extended} where status = 'RUNNING' and lease_until < now()`,
      );
    },

    /** Makes every lease lapse, on a database that no other process uses. */
    lapseAll: (): Promise<void> => leases.releaseAll(database.reserved()),

    /**
     * Ends answers that no process runs and that were to be cancelled, whose session has expired, or that have had
     * `maxAttempts` attempts; returns them.
     * They keep the text that was stored. Readers may have seen a few words more, so the end counts as another attempt,
     * at which they begin again.
     */
    endLost: ({ maxAttempts, except }: TakeOverOptions): Promise<LostAnswer[]> =>
      transaction(database, async (em) => {
        const lost = await run(
          em,
          sql<
            AnswerState & { id: string; isCancelled: boolean }
          >`select id, attempt, resumptions, scope, source_ids as "sourceIds",
              waiting, text, citations, status, cancel_requested or ${isExpired} as "isCancelled" from answers
            where status = 'RUNNING' and ${leases.isLapsed} and id <> all(${except}::uuid[])
              and (cancel_requested or ${isExpired} or (${leases.isFree} and ${lostAttempts} >= ${maxAttempts} and lease_id is not null and waiting is null))
            for update skip locked`,
        );
        for (const { id, isCancelled, ...state } of lost) {
          for (const row of await rowsBeyond(em, [{ id, state }])) appendRow(state, row);
          await run(em, sql`delete from answer_log where answer_id = ${id}`);
          await run(
            em,
            sql`update answers set status = ${isCancelled ? "CANCELLED" : "FAILED"},
                failure = ${isCancelled ? null : JSON.stringify(LOST_RUN)}::jsonb, text = ${state.text},
                citations = ${JSON.stringify(state.citations)}::jsonb,
                source_ids = ${JSON.stringify(state.sourceIds ?? [])}::jsonb, attempt = attempt + 1,
                waiting = null, finished_at = now(), ${leases.released}
              where id = ${id}`,
          );
        }
        return lost.map(({ id, isCancelled }) => ({ id, isCancelled }));
      }),
  };

  /**
   * Renews leases, and assigns columns of `records`. "busy": the row is locked by another statement and was skipped, since
   * waiting for it while holding other rows could deadlock with the deletion of a session.
   */
  async function renew(
    records: { id: string; lease_id: string }[],
    assignments: RawBuilder<unknown>,
  ): Promise<Renewal[]> {
    const rows = await run(
      database.reserved(),
      sql<{ lease_id: string; held: boolean; cancel_requested: boolean | null }>`with runs as materialized (
          select * from ${recordsOf(records)}
        ), held as (
          select answers.id, answers.lease_id
          from answers join runs on answers.id = runs.id and answers.lease_id = runs.lease_id
          for no key update of answers skip locked
        ), stored as (
          update answers set ${assignments} ${leases.renewed}
          from held join runs on held.lease_id = runs.lease_id where answers.id = held.id
          returning answers.lease_id, answers.cancel_requested
        )
        select runs.lease_id, answers.id is not null as held, stored.cancel_requested
        from runs left join stored on stored.lease_id = runs.lease_id
        left join answers on answers.id = runs.id and answers.lease_id = runs.lease_id`,
    );
    const byLease = new Map(rows.map((row) => [row.lease_id, row]));
    return records.map((record) => {
      const row = byLease.get(record.lease_id);
      if (!row?.held) return "lost";
      if (row.cancel_requested === null) return "busy";
      return row.cancel_requested ? "cancel-requested" : "held";
    });
  }
}
