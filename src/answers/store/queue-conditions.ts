import { sql } from "kysely";
import type { Leases } from "../../database/lease.ts";
import { run, type SqlExecutor } from "../../database/sql.ts";

/** An answer that waits for videos has a lease, but takes no place of those that are written. */
export const queueConditions = ({ isFree }: Pick<Leases, "isFree">) => ({
  isRunning: sql<boolean>`(waiting is null and not ${isFree})`,
  /** The queue: answers that no process writes, new ones and those whose process was lost alike. */
  isQueued: sql<boolean>`(waiting is null and ${isFree})`,
});

/** Attempts that were lost with their process: those that it handed over as it stopped are none. */
export const lostAttempts = sql<number>`(attempt - handovers)`;

/**
 * Locks sessions until the transaction ends, for statements that count their answers: replicas do so one after the other.
 * Such a count has to be a statement of its own behind the lock, since one sees what was committed before it began.
 * Returns those that were locked: deleted ones are not, nor, with `skipLocked`, those that another has locked.
 */
export async function lockSessions(
  em: SqlExecutor,
  ids: string[],
  { skipLocked }: { skipLocked: boolean },
): Promise<string[]> {
  const rows = await run(
    em,
    sql<{ id: string }>`select id from sessions where id = any(${ids}::uuid[]) order by id
      for no key update ${skipLocked ? sql`skip locked` : sql``}`,
  );
  return rows.map(({ id }) => id);
}
