import type { Client } from "pg";
import type { Logger } from "pino";
import { retry } from "../../async/retry.ts";

/** Delays between attempts to reach a PostgreSQL that is not there yet. */
const BACKOFF = { baseDelayMs: 250, maxDelayMs: 5000 };

/** Resolves once PostgreSQL answers. Rejects where it has not within `waitMs`. */
export async function waitForPostgreSQL(url: string, logger: Logger, waitMs: number) {
  const deadline = Date.now() + waitMs;
  try {
    await retry(() => withClient(url, (client) => client.query("select 1")), {
      ...BACKOFF,
      shouldRetry(error, { delayMs }) {
        if (Date.now() + delayMs > deadline) return false;
        logger.warn(
          { error: (error as Error).message, retryInMs: delayMs },
          "PostgreSQL cannot be reached: waiting for it",
        );
        return true;
      },
    });
  } catch (error) {
    throw new Error(`PostgreSQL could not be reached at DATABASE_URL for ${waitMs / 1000} s`, {
      cause: error,
    });
  }
}

/** Runs `work` under an advisory lock, held by a connection of its own: a pool may use another for each statement. */
export async function withAdvisoryLock<T>(url: string, lock: number, work: () => Promise<T>): Promise<T> {
  return withClient(url, async (client) => {
    await client.query("select pg_advisory_lock($1)", [lock]);
    return work();
  });
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, keepAlive: true });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
