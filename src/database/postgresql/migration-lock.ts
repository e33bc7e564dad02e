import type { Client, ClientConfig } from "pg";
import type { Logger } from "pino";
import { withClient } from "./client.ts";

/** An arbitrary number, so that no other program using the same database takes the same advisory lock. */
const MIGRATION_LOCK = 7_316_254_101;
/** How often those who hold the lock are told while it cannot be had. */
const TELL_MS = 5000;
/** PostgreSQL's code for a wait for a lock that took too long. */
const LOCK_NOT_AVAILABLE = "55P03";

/** Who holds the lock. What the role may not see of others is null. */
type Holder = { pid: number; application: string | null; since: string | null };

/**
 * Runs `work` while no other process that uses the database does, and without a limit of time. The lock is that of a transaction
 * on a connection of its own: unlike a session's, it holds also behind a pooler in transaction mode.
 */
export async function withMigrationLock<T>(
  url: string,
  logger: Logger,
  work: () => Promise<T>,
  { tellMs = TELL_MS, ...options }: { tellMs?: number } & ClientConfig = {},
): Promise<T> {
  return withClient(
    url,
    async (client) => {
      while (!(await takeLock(client, tellMs))) tellHolders(await readHolders(client), logger);
      try {
        return await work();
      } finally {
        // A connection that has broken meanwhile has let go of it.
        await client.query("commit").catch(() => {});
      }
    },
    options,
  );
}

/** Begins a transaction that has the lock. false: it could not be had in time, and there is no transaction. */
async function takeLock(client: Client, waitMs: number): Promise<boolean> {
  await client.query("begin");
  await client.query(
    `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local lock_timeout = ${waitMs}`,
  );
  try {
    await client.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
    await client.query("rollback");
    return false;
  }
}

async function readHolders(client: Client): Promise<Holder[]> {
  const { rows } = await client.query<Holder>(
    `select pid, nullif(application_name, '') as application,
       to_char(coalesce(xact_start, query_start) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
     from pg_locks left join pg_stat_activity using (pid)
     where locktype = 'advisory' and granted and objsubid = 1
       and database = (select oid from pg_database where datname = current_database())
       and classid = ($1::bigint >> 32)::oid and objid = ($1::bigint & 4294967295)::oid`,
    [MIGRATION_LOCK],
  );
  return rows;
}

function tellHolders(holders: Holder[], logger: Logger): void {
  const names = holders.map(
    ({ pid, application, since }) =>
      `pid ${pid} (${application ?? "without a name"}${since ? `, since ${since}` : ""})`,
  );
  logger.warn(
    { holders },
    `Waiting for the lock of the migrations, which ${names.join(", ") || "nobody"} holds`,
  );
}
