import type { Pool, PoolClient } from "pg";

/** The pools of connections: that of requests and work, and that of what the server itself needs to go on. */
export type PoolName = "main" | "reserved";

export type PoolReading = { used: number; idle: number; waiting: number };

/** A statement that has ended. `failure`: the class of its error (see `failureClass`); null where it succeeded. */
export type EndedStatement = { pool: PoolName; kind: StatementKind; ms: number; failure: string | null };

/** Told of what pools and statements do. Called for each statement: it has to be quick. */
export type DatabaseObserver = {
  poolOpened(pool: PoolName, most: number, read: () => PoolReading): void;
  /** How long a connection took to get, in milliseconds; `failure`: the class of the error where there was none. */
  connected(pool: PoolName, ms: number, failure: string | null): void;
  stated(statement: EndedStatement): void;
};

const KINDS = ["select", "insert", "update", "delete", "with", "begin", "commit", "rollback"] as const;
export type StatementKind = (typeof KINDS)[number] | "other";

/** Watches pools for an observer, which comes once the database is open. */
export function createObservation() {
  let observer: DatabaseObserver | null = null;
  const opened: Parameters<DatabaseObserver["poolOpened"]>[] = [];

  return {
    observe(given: DatabaseObserver) {
      observer = given;
      for (const pool of opened) given.poolOpened(...pool);
    },

    /** To be called after all else that changes how the pool gives connections, so that their waits are counted too. */
    watch(pool: Pool, name: PoolName, most: number) {
      let waiting = 0;
      const read = () => {
        const { totalCount, idleCount } = pool;
        return { used: totalCount - idleCount, idle: idleCount, waiting };
      };
      opened.push([name, most, read]);
      observer?.poolOpened(name, most, read);

      const connect = pool.connect.bind(pool) as () => Promise<PoolClient>;
      async function connectAndTell(): Promise<PoolClient> {
        const startedAt = performance.now();
        waiting += 1;
        try {
          const client = await connect();
          observer?.connected(name, performance.now() - startedAt, null);
          return client;
        } catch (error) {
          observer?.connected(name, performance.now() - startedAt, failureClass(error));
          throw error;
        } finally {
          waiting -= 1;
        }
      }
      pool.connect = connectAndTell as Pool["connect"];
      pool.on("connect", (client) => watchClient(client, name));
    },
  };

  function watchClient(client: PoolClient, pool: PoolName) {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      const startedAt = performance.now();
      const result = query(...args);
      if (!(result instanceof Promise)) return result;
      const tell = (failure: string | null) =>
        observer?.stated({ pool, kind: kindOf(args[0]), ms: performance.now() - startedAt, failure });
      result.then(
        () => tell(null),
        (error: unknown) => tell(failureClass(error)),
      );
      return result;
    }) as PoolClient["query"];
  }
}

export type Observation = ReturnType<typeof createObservation>;

/** The first word of a statement, where it is one of `KINDS`. */
function kindOf(statement: unknown): StatementKind {
  const text = typeof statement === "string" ? statement : (statement as { text?: unknown } | null)?.text;
  const [word = ""] = typeof text === "string" ? text.trimStart().slice(0, 10).split(/\W/, 1) : [];
  return KINDS.find((kind) => kind === word.toLowerCase()) ?? "other";
}

/**
 * The class of a failure: the two characters of its SQLSTATE, such as 40 for deadlocks and 57 for what was ended; `timeout` for a
 * connection that was waited for in vain; `connection` for one that broke or could not be made.
 */
export function failureClass(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code)) return code.slice(0, 2);
  return /^timeout exceeded when trying to connect|^Too many requests wait/.test(String(message))
    ? "timeout"
    : "connection";
}
