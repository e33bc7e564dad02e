import { createLeases } from "../../database/lease.ts";
import type { Database } from "../../database/open.ts";
import type { AnswerIntervals } from "../intervals.ts";
import { createAnswerStatements } from "./answer-statements.ts";
import { createDeletionStatements } from "./deletion-statements.ts";
import { createInsertStatement } from "./insert-statement.ts";
import { createLogStatements } from "./log-statements.ts";
import { createQueueStatements } from "./queue-statements.ts";
import { createRunStatements } from "./run-statements.ts";

/**
 * Every statement on `answers` and `answer_log`. `leaseMs`: how long the lease of a run lasts without a renewal; `stalledLeaseMs`:
 * the same while its process is still connected. `processId`: as `ModelInForce` has it.
 */
export function createAnswerStore(
  database: Database,
  { leaseMs, stalledLeaseMs }: Pick<AnswerIntervals, "leaseMs" | "stalledLeaseMs">,
  processId: string | null = null,
) {
  // Nobody else uses an exclusive database: a lease that lapses there lapses with its process.
  const leases = createLeases("answers", leaseMs, database.isExclusive ? null : stalledLeaseMs);
  return {
    ...createAnswerStatements(database),
    ...createDeletionStatements(database),
    ...createInsertStatement(database, leases),
    ...createQueueStatements(database, leases, processId),
    ...createRunStatements(database, leases),
    ...createLogStatements(database, leases),
  };
}

export type AnswerStore = ReturnType<typeof createAnswerStore>;
