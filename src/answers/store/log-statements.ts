import { sql } from "kysely";
import type { Database } from "../../database/open.ts";
import type { Leases } from "../../database/lease.ts";
import { run, type SqlExecutor } from "../../database/sql.ts";
import type { LogRow } from "../log/log-rows.ts";
import type { AnswerState } from "../log/state.ts";

/** Rows to write under a lease. */
export type NewLogRow = LogRow & { lease_id: string };

/** The part of an answer's row that tells whether a log is behind it. `bytes`: the length of the text in UTF-8. */
export type AnswerVersion = Pick<AnswerState, "status" | "attempt" | "waiting" | "isInterrupted"> & {
  id: string;
  bytes: number;
};

/** Statements on `answer_log`, and those on `answers` that a log needs. */
export function createLogStatements(database: Database, { isFree }: Pick<Leases, "isFree">) {
  /** Nothing of an answer at attempt 0 was written yet: it is in the queue. */
  const isInterrupted = sql<boolean>`(status = 'RUNNING' and waiting is null and attempt > 0 and ${isFree})`;
  return {
    /**
     * Inserts rows, and wakes other replicas with `payload`. Only rows whose lease still holds are inserted, so that a
     * process that lost it, perhaps while it slept, writes nothing.
     */
    async append(rows: NewLogRow[], [channel, payload]: [channel: string, payload: string]): Promise<void> {
      await run(
        database.reserved(),
        sql`with written as (
            insert into answer_log (answer_id, attempt, start_offset, end_offset, text, citations, source_ids)
            select r.answer_id, r.attempt, r.start_offset, r.end_offset, r.text, r.citations, r.source_ids
            from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
              answer_id uuid, lease_id uuid, attempt int, start_offset int, end_offset int, text text,
              citations jsonb, source_ids jsonb)
            join answers on answers.id = r.answer_id and answers.lease_id = r.lease_id
              and answers.lease_until > now()
          )
          select pg_notify(${channel}, ${payload})`,
      );
    },

    rowsBeyond: (logs: LogPosition[]): Promise<LogRow[]> => rowsBeyond(database.reserved(), logs),

    /** The log as of the answer's row: complete once the answer has ended, before that as of the last checkpoint. */
    async readState(id: string): Promise<AnswerState | null> {
      const [state] = await run(
        database.fork(),
        sql<AnswerState>`select attempt, resumptions, scope, waiting, source_ids as "sourceIds", text, citations, status,
            ${isInterrupted} as "isInterrupted"
          from answers where id = ${id}`,
      );
      return state ?? null;
    },

    async readVersions(ids: string[]): Promise<AnswerVersion[]> {
      return run(
        database.reserved(),
        sql<AnswerVersion>`select id, status, attempt, waiting, octet_length(text) as bytes,
            ${isInterrupted} as "isInterrupted"
          from answers
          where id = any(${ids}::uuid[])`,
      );
    },
  };
}

type LogPosition = { id: string; state: AnswerState };

/** The rows that go beyond these states, in order. */
export async function rowsBeyond(em: SqlExecutor, logs: LogPosition[]): Promise<LogRow[]> {
  const positions = logs.map(({ id, state }) => ({
    id,
    attempt: state.attempt,
    length: state.text.length,
    citations: state.citations.length,
    sources: state.sourceIds !== null,
  }));
  return run(
    em,
    sql<LogRow>`select l.answer_id, l.attempt, l.start_offset, l.end_offset, l.text, l.citations, l.source_ids
      from jsonb_to_recordset(${JSON.stringify(positions)}::jsonb)
        as p(id uuid, attempt int, length int, citations int, sources boolean)
      join answer_log l on l.answer_id = p.id and l.attempt = p.attempt
        and (l.end_offset > p.length
          or (l.end_offset = p.length and (l.citations -> -1 ->> 'number')::int > p.citations)
          or (l.source_ids is not null and not p.sources))
      order by l.answer_id, l.end_offset, l.id`,
  );
}
