import { defineEntity, p } from "@mikro-orm/core";
import { sql } from "kysely";
import type { Database } from "../database/open.ts";
import { run } from "../database/sql.ts";

/** When a job is due next: a time that has passed was missed by all processes. */
export const ScheduledJobSchema = defineEntity({
  name: "ScheduledJob",
  tableName: "scheduled_jobs",
  properties: { name: p.text().primary(), dueAt: p.datetime() },
});

const PURGE = "purge";

/**
 * Whether a purge was due and did not run to its end. Where none was, the next is due at `next`: it is the first, or the
 * schedule may have changed.
 */
export async function wasMissed(database: Database, next: Date): Promise<boolean> {
  const kept = await run(
    database.fork(),
    sql`insert into scheduled_jobs as job (name, due_at) values (${PURGE}, ${next})
      on conflict (name) do update set due_at = excluded.due_at where job.due_at > now() returning name`,
  );
  return kept.length === 0;
}

/** Remembers that a purge ran to its end, and when the next is due. */
export async function setDue(database: Database, next: Date): Promise<void> {
  await run(
    database.fork(),
    sql`insert into scheduled_jobs (name, due_at) values (${PURGE}, ${next})
      on conflict (name) do update set due_at = excluded.due_at`,
  );
}
