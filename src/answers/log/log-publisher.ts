import { executeBound } from "../../database/sql.ts";
import type { Bus } from "../../database/pubsub.ts";
import type { Database } from "../../database/open.ts";
import type { Lease } from "../run/lease.ts";
import type { AnswerState } from "./state.ts";

/**
 * How often at most what all runs of this process have shown is written, in one statement. Less than the runs take to
 * show the next text: then it is written at once.
 */
const INTERVAL_MS = 20;
const RETRY_MS = 500;

type Published = { lease: Lease; state: AnswerState; offset: number; citations: number; sources: boolean };

/**
 * Writes what the runs of this process show as rows, for readers on other replicas. What of each log was written is a
 * position in it, so that what failed to be written is simply written later. Rows are joined to the answers whose lease
 * is still held: a process that lost it, perhaps while it slept, can write nothing.
 */
export function createLogPublisher({
  database,
  bus,
  onError,
}: {
  database: Database;
  bus: Bus;
  onError: (error: unknown) => void;
}) {
  const logs = new Set<Published>();
  const changed = new Set<Published>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let isWriting = false;
  let nextAt = 0;

  function schedule() {
    if (!isWriting) timer ??= setTimeout(() => (writing = write()), Math.max(0, nextAt - performance.now()));
  }

  async function write() {
    timer = undefined;
    isWriting = true;
    nextAt = performance.now() + INTERVAL_MS;
    const batch = [...changed].map((log) => ({ log, ...sliceOf(log) }));
    changed.clear();
    try {
      await insert(
        database,
        batch.map(({ log, end }) => rowOf(log, end)),
        bus.payload("answer-log"),
      );
      for (const { log, end, citations, sources } of batch)
        Object.assign(log, { offset: end, citations, sources });
    } catch (error) {
      nextAt = performance.now() + RETRY_MS;
      for (const { log } of batch) if (logs.has(log)) changed.add(log);
      onError(error);
    }
    isWriting = false;
    if (changed.size > 0) schedule();
  }

  return {
    /** From now on `changed()` says that the state has grown. */
    add(lease: Lease, state: AnswerState) {
      const log: Published = { lease, state, offset: 0, citations: 0, sources: false };
      logs.add(log);
      return {
        changed() {
          changed.add(log);
          schedule();
        },
        remove() {
          logs.delete(log);
          changed.delete(log);
        },
      };
    },
    async close() {
      clearTimeout(timer);
      await writing;
    },
  };
}

const sliceOf = ({ state }: Published) => ({
  end: state.text.length,
  citations: state.citations.length,
  sources: state.sourceIds !== null,
});

const rowOf = ({ lease, state, offset, citations, sources }: Published, end: number) => ({
  answer_id: lease.answerId,
  lease_id: lease.leaseId,
  attempt: lease.attempt,
  start_offset: offset,
  end_offset: end,
  text: state.text.slice(offset, end),
  citations: state.citations.slice(citations),
  source_ids: sources ? null : state.sourceIds,
});

async function insert(database: Database, rows: ReturnType<typeof rowOf>[], payload: [string, string]) {
  await executeBound(
    database.fork(),
    `with written as (
       insert into answer_log (answer_id, attempt, start_offset, end_offset, text, citations, source_ids)
       select r.answer_id, r.attempt, r.start_offset, r.end_offset, r.text, r.citations, r.source_ids
       from jsonb_to_recordset($1::jsonb) as r(
         answer_id uuid, lease_id uuid, attempt int, start_offset int, end_offset int, text text, citations jsonb,
         source_ids jsonb)
       join answers on answers.id = r.answer_id and answers.lease_id = r.lease_id
         and answers.status = 'RUNNING' and answers.lease_until > now()
     )
     select pg_notify($2, $3)`,
    [JSON.stringify(rows), ...payload],
  );
}
