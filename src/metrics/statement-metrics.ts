import type { DatabaseObserver, PoolName, PoolReading } from "../database/open.ts";
import type { Kinds } from "./kinds.ts";

/** Statements mostly take a millisecond or two. */
const STATEMENT_BUCKETS_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.1, 0.25, 1, 5];
const SLOW_MS = 1000;

/** Connections to the database of this process, and its statements. */
export function createStatementMetrics({ counter, settableGauge, histogram }: Kinds): DatabaseObserver {
  const pools = new Map<PoolName, () => PoolReading>();
  settableGauge(
    "video_rag_database_connections",
    "Connections of this process to the database, by pool (main, or reserved for what the server itself needs) and state",
    ["pool", "state"],
    (gauge) => {
      for (const [pool, read] of pools) {
        const { used, idle } = read();
        gauge.set({ pool, state: "used" }, used);
        gauge.set({ pool, state: "idle" }, idle);
      }
    },
  );
  const most = settableGauge("video_rag_database_pool_size", "Connections that a pool has at most", ["pool"]);
  settableGauge(
    "video_rag_database_connection_waits",
    "Statements and transactions of this process that wait for a connection",
    ["pool"],
    (gauge) => {
      for (const [pool, read] of pools) gauge.set({ pool }, read().waiting);
    },
  );
  const connectSeconds = histogram(
    "video_rag_database_connect_seconds",
    "The wait for a connection of a pool",
    ["pool"],
    STATEMENT_BUCKETS_SECONDS,
  );
  const statementSeconds = histogram(
    "video_rag_database_statement_seconds",
    "Statements as this process sees them, with the way to the database and back",
    ["pool"],
    STATEMENT_BUCKETS_SECONDS,
  );
  const slow = counter(
    "video_rag_database_slow_statements_total",
    "Statements that took a second or longer, by their first word",
    ["kind"],
  );
  const failed = counter(
    "video_rag_database_failures_total",
    "Statements that failed and connections that could not be had, by the class of SQLSTATE, connection (cut, or not made) or timeout (none became free)",
    ["class"],
  );

  return {
    poolOpened(pool, size, read) {
      pools.set(pool, read);
      most.set({ pool }, size);
    },
    connected(pool, ms, failure) {
      connectSeconds.observe({ pool }, ms / 1000);
      if (failure) failed.inc({ class: failure });
    },
    stated({ pool, kind, ms, failure }) {
      statementSeconds.observe({ pool }, ms / 1000);
      if (ms >= SLOW_MS) slow.inc({ kind });
      if (failure) failed.inc({ class: failure });
    },
  };
}
