import { randomBytes } from "node:crypto";
import pLimit from "p-limit";
import pg from "pg";
import type { Logger } from "pino";
import { withTimeout } from "../async/with-timeout.ts";
import { APPLICATION, withPassword, type PasswordSource } from "../database/postgresql/client.ts";
import { reasonOf } from "../errors/causes.ts";
import { createBatchedCounts, type Query, type RunQuery } from "./batched-counts.ts";

const CONNECTIONS = 2;
/** How long a new connection, or a statement, may take before PostgreSQL counts as away. */
const TIMEOUT_MS = 2000;
/** How long counts stay in memory before PostgreSQL is tried again. */
const RETRY_MS = 5000;
const CLOSE_MS = 2000;

/**
 * The tables `rate_limits` and `rate_limit_keys` of a PostgreSQL, by connections of their own, so that counting neither
 * waits for the program's statements nor holds them up. While the database is away, statements are refused at once, and
 * one at a time finds out whether it is back; the log has one line for either.
 */
export function createSharedCounters(options: { url: string; password?: PasswordSource; logger: Logger }) {
  const { url, password, logger } = options;
  const pooled = {
    connectionString: url,
    ...APPLICATION,
    max: CONNECTIONS,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
    statement_timeout: TIMEOUT_MS,
    keepAlive: true,
  };
  const pool = new pg.Pool(withPassword(pooled, password));
  // A connection that breaks while idle: the next statement takes another.
  pool.on("error", () => {});
  // In place of the pool's queue, whose time limit is that of a connection: where many wait, nothing is away.
  const inTurn = pLimit(CONNECTIONS);
  let isAway = false;
  let isTrying = false;
  let tryAgainAt = 0;

  const query: RunQuery = (statement) => inTurn(() => send(statement));

  async function send<Row extends pg.QueryResultRow>(statement: Query): Promise<pg.QueryResult<Row>> {
    const tries = isAway;
    if (tries && (isTrying || performance.now() < tryAgainAt)) throw new Error("PostgreSQL is away");
    if (tries) isTrying = true;
    try {
      const result = await pool.query<Row>(statement);
      if (tries) {
        isAway = false;
        logger.info("Rate limits are counted in PostgreSQL again");
      }
      return result;
    } catch (error) {
      if (!isAway) {
        logger.warn(
          { reason: reasonOf(error) },
          "Rate limits are counted in memory, by each process: PostgreSQL failed",
        );
      }
      isAway = true;
      tryAgainAt = performance.now() + RETRY_MS;
      throw error;
    } finally {
      if (tries) isTrying = false;
    }
  }

  let closing: Promise<void> | undefined;

  return {
    /** The client that RateLimiterPostgres takes. */
    client: { query },
    counts: createBatchedCounts(query),

    /** The secret of a day, the same for every process on the database. Deletes those of days before. */
    async readSecret(day: string): Promise<Buffer> {
      const { rows } = await query<{ secret: Buffer }>({
        // An update that changes nothing: it returns the row of whoever came first.
        text: `insert into rate_limit_keys (day, secret) values ($1, $2)
          on conflict (day) do update set day = excluded.day returning secret`,
        values: [day, randomBytes(32)],
      });
      await query({ text: "delete from rate_limit_keys where day < $1", values: [day] });
      return rows[0]!.secret;
    },

    /** Deletes the counts whose windows have ended. */
    purge: () => query({ text: "delete from rate_limits where expire < $1", values: [Date.now()] }),

    /** May be called again. */
    close: () => (closing ??= withTimeout(CLOSE_MS, pool.end())),
  };
}
