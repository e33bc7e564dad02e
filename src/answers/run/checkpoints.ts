import { executeBound } from "../../database/sql.ts";
import type { Database } from "../../database/open.ts";
import { LEASE_MS, type Lease, type Renewal } from "./lease.ts";
import type { AnswerState } from "../log/state.ts";

/** On a database that is this process's alone nobody waits for it, and each statement holds the loop up. */
const INTERVAL_MS = { shared: 1000, exclusive: 2000 };
/** How long what comes together is gathered. */
const GATHER_MS = 5;
/** Of one statement: on PGlite the loop stands still while it runs. */
const MAX_RUNS = 25;

type Waiting = {
  lease: Lease;
  state: Pick<AnswerState, "text" | "citations" | "sourceIds">;
  resolve: (renewal: Renewal) => void;
  reject: (error: unknown) => void;
};

/**
 * Stores what runs have so far, and lengthens their leases. The runs of a process do so in the same moment, in common
 * statements: one for each would cost more than all else that streaming does.
 */
export function createCheckpoints(database: Database) {
  const intervalMs = INTERVAL_MS[database.isExclusive ? "exclusive" : "shared"];
  let waiting: Waiting[] = [];

  function send() {
    const all = waiting;
    waiting = [];
    for (let start = 0; start < all.length; start += MAX_RUNS) {
      const group = all.slice(start, start + MAX_RUNS);
      store(database, group).then(
        (renewals) => group.forEach(({ resolve, reject }, index) => settle(renewals[index], resolve, reject)),
        (error: unknown) => group.forEach(({ reject }) => reject(error)),
      );
    }
  }

  return {
    /** Milliseconds until the next moment at which runs do so. */
    untilNext: () => intervalMs - (performance.now() % intervalMs),

    checkpoint(lease: Lease, state: Waiting["state"]): Promise<Renewal> {
      return new Promise((resolve, reject) => {
        if (waiting.length === 0) setTimeout(send, GATHER_MS);
        waiting.push({ lease, state, resolve, reject });
      });
    },
  };
}

export type Checkpoints = ReturnType<typeof createCheckpoints>;

function settle(
  renewal: Renewal | "busy" | undefined,
  resolve: (renewal: Renewal) => void,
  reject: (error: unknown) => void,
) {
  if (renewal === "busy") reject(new Error("Another statement held the answer: it is stored the next time"));
  else resolve(renewal ?? "lost");
}

/**
 * In the order of the group. A row that another statement has locked is passed over: waiting for it while holding others
 * could come to a deadlock with the deletion of a session.
 */
async function store(database: Database, group: Waiting[]): Promise<(Renewal | "busy")[]> {
  const runs = group.map(({ lease, state }) => ({
    id: lease.answerId,
    lease_id: lease.leaseId,
    text: state.text,
    citations: state.citations,
    source_ids: state.sourceIds,
  }));
  const rows = await executeBound<{ lease_id: string; held: boolean; cancel_requested: boolean | null }>(
    database.fork(),
    `with runs as materialized (
       select * from jsonb_to_recordset($1::jsonb)
         as runs(id uuid, lease_id uuid, text text, citations jsonb, source_ids jsonb)
     ), held as (
       select answers.id, answers.lease_id from answers join runs on answers.id = runs.id and answers.lease_id = runs.lease_id
       where answers.status = 'RUNNING' for no key update of answers skip locked
     ), written as (
       update answers set text = runs.text, citations = runs.citations, source_ids = runs.source_ids,
         lease_until = now() + $2 * interval '1 millisecond'
       from held join runs on held.lease_id = runs.lease_id where answers.id = held.id
       returning answers.lease_id, answers.cancel_requested
     )
     select runs.lease_id, answers.id is not null as held, written.cancel_requested
     from runs left join written on written.lease_id = runs.lease_id
     left join answers on answers.id = runs.id and answers.lease_id = runs.lease_id and answers.status = 'RUNNING'`,
    [JSON.stringify(runs), LEASE_MS],
  );
  const byLease = new Map(rows.map((row) => [row.lease_id, row]));
  return group.map(({ lease }) => {
    const row = byLease.get(lease.leaseId);
    if (!row?.held) return "lost";
    if (row.cancel_requested === null) return "busy";
    return row.cancel_requested ? "cancel-requested" : "held";
  });
}
