import type { Client, Pool, PoolClient } from "pg";
import type { Logger } from "pino";
import type { MikroORM, Options } from "@mikro-orm/core";
import type { SqlEntityManager, AbstractSqlDriver } from "@mikro-orm/postgresql";
import { retry } from "../async/retry.ts";
import { lockDataDir } from "./data-dir-lock.ts";
import { withTimeout } from "../async/with-timeout.ts";

export type EntityManager = SqlEntityManager;

export type DatabaseSettings = { url: string | null; dataDir: string; poolSize: number };

/** The entities and migrations that the database is opened with. */
export type OrmOptions = Pick<
  Options,
  "entities" | "extensions" | "migrations" | "schemaGenerator" | "logger"
>;

/** Any number that no other program using the same database takes for its own advisory lock. */
const MIGRATION_LOCK = 7_316_254_101;
/** Between attempts to reach a PostgreSQL that is not there yet. */
const BACKOFF = { baseDelayMs: 250, maxDelayMs: 5000 };
/** What a PostgreSQL that no longer answers may hold up a stop by. */
const CLOSE_MS = 2000;

/**
 * Opens PostgreSQL where there is a URL, else PGlite in `dataDir`, and applies the migrations. Waits up to `waitMs` for
 * a PostgreSQL that is not there yet. Rejects where it cannot be had, or where another process holds `dataDir`.
 */
export async function openDatabase(
  settings: DatabaseSettings,
  ormOptions: OrmOptions,
  logger: Logger,
  waitMs = 60_000,
) {
  return settings.url === null
    ? openPGlite(settings.dataDir, ormOptions, logger)
    : openPostgreSQL(settings.url, settings.poolSize, ormOptions, logger, waitMs);
}

export type Database = Awaited<ReturnType<typeof openDatabase>>;

async function openPGlite(dataDir: string, ormOptions: OrmOptions, logger: Logger) {
  const unlock = await lockDataDir(dataDir, logger);
  try {
    const { MikroORM } = await import("@mikro-orm/pglite");
    const { vector } = await import("@electric-sql/pglite-pgvector");
    const orm = await MikroORM.init({
      ...ormOptions,
      dbName: `${dataDir}/pglite`,
      driverOptions: { extensions: { vector } },
    });
    await orm.migrator.up();
    logger.info({ dataDir }, "PGlite is open");
    return database(orm, null, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function openPostgreSQL(
  url: string,
  poolSize: number,
  ormOptions: OrmOptions,
  logger: Logger,
  waitMs: number,
) {
  const { MikroORM } = await import("@mikro-orm/postgresql");
  await waitForPostgreSQL(url, logger, waitMs);
  const orm = await MikroORM.init({
    ...ormOptions,
    clientUrl: url,
    pool: { min: 0, max: poolSize },
    // With what else the URL says, such as sslmode, of which MikroORM takes only host, port, user, password and name.
    driverOptions: { connectionString: url, keepAlive: true, onPoolCreated: releaseBrokenClients },
  });
  try {
    await withAdvisoryLock(url, () => orm.migrator.up());
  } catch (error) {
    await withTimeout(CLOSE_MS, orm.close(true));
    throw error;
  }
  logger.info("PostgreSQL is open");
  return database(orm, url, async () => {});
}

/**
 * Takes back what Kysely keeps for ever: a connection that breaks in a transaction, for it gives connections back only
 * once COMMIT or ROLLBACK has worked. Each would cost the pool a place, and with one the pool would never close.
 */
function releaseBrokenClients(pool: Pool) {
  const taken = new WeakSet<PoolClient>();
  pool.on("acquire", (client) => taken.add(client));
  pool.on("release", (_, client) => taken.delete(client));
  pool.on("connect", (client) =>
    client.once("end", () => {
      if (!taken.has(client)) return;
      client.release(true);
      // Whoever has it may give it back all the same.
      client.release = () => {};
    }),
  );
}

function database(orm: MikroORM<AbstractSqlDriver>, url: string | null, afterClose: () => Promise<void>) {
  return {
    orm,
    /** The URL for connections of one's own, such as LISTEN; null for PGlite, which has one connection. */
    url,
    /** An entity manager of one's own, with an empty identity map. */
    fork: (): EntityManager => orm.em.fork() as EntityManager,
    /** Nobody else uses it: whoever held a lease in it is dead. */
    isExclusive: url === null,
    /** Whether it answers. */
    async ping(): Promise<boolean> {
      return orm.em
        .fork()
        .getConnection()
        .execute("select 1")
        .then(
          () => true,
          () => false,
        );
    },
    async close() {
      // PGlite is always waited for: what it has not written would be lost.
      await (url === null ? orm.close(true) : withTimeout(CLOSE_MS, orm.close(true)));
      await afterClose();
    },
  };
}

async function waitForPostgreSQL(url: string, logger: Logger, waitMs: number) {
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

/** Replicas that start together migrate one after the other. A connection of its own: a pooled one may be another. */
async function withAdvisoryLock<T>(url: string, work: () => Promise<T>): Promise<T> {
  return withClient(url, async (client) => {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
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
