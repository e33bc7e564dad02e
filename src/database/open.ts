import { join } from "node:path";
import type { Logger } from "pino";
import type { MikroORM, Options } from "@mikro-orm/core";
import type { AbstractSqlDriver, SqlEntityManager } from "@mikro-orm/postgresql";
import { withTimeout } from "../async/with-timeout.ts";
import { lockDataDir } from "./data-dir-lock.ts";
import { releaseBrokenClients, waitForPostgreSQL, withAdvisoryLock } from "./postgresql.ts";

export type EntityManager = SqlEntityManager;

export type DatabaseSettings = { url: string | null; dataDir: string; poolSize: number };

/** The entities and migrations that the database is opened with. */
export type OrmOptions = Pick<
  Options,
  "entities" | "extensions" | "migrations" | "schemaGenerator" | "logger"
>;

/** An arbitrary number, so that no other program using the same database takes the same advisory lock. */
const MIGRATION_LOCK = 7_316_254_101;
/** How long a PostgreSQL that no longer answers may delay a stop. */
const CLOSE_MS = 2000;

/**
 * Opens PostgreSQL where there is a URL, else PGlite in `dataDir`, and applies the migrations. Waits up to `waitMs` for
 * a PostgreSQL that is not there yet. Rejects where PostgreSQL stays unreachable, or another process holds `dataDir`; what
 * was opened is closed by then.
 */
export async function openDatabase(
  settings: DatabaseSettings,
  ormOptions: OrmOptions,
  logger: Logger,
  waitMs = 60_000,
) {
  return settings.url === null
    ? openEmbedded(settings.dataDir, ormOptions, logger)
    : openPostgreSQL(settings.url, settings.poolSize, ormOptions, logger, waitMs);
}

export type Database = Awaited<ReturnType<typeof openDatabase>>;

async function openEmbedded(dataDir: string, ormOptions: OrmOptions, logger: Logger) {
  await using resources = new AsyncDisposableStack();
  resources.defer(await lockDataDir(dataDir, logger));
  const { MikroORM } = await import("@mikro-orm/postgresql");
  const { embeddedOrmOptions, openEmbeddedDatabase } = await import("./embedded/embedded-database.ts");
  const embedded = await openEmbeddedDatabase(join(dataDir, "pglite"), (error) => {
    logger.fatal(
      { err: error },
      "The embedded database was lost: ending, so that the next start recovers it",
    );
    process.exit(1);
  });
  resources.defer(() => embedded.close());
  const orm = await MikroORM.init({ ...ormOptions, ...embeddedOrmOptions(embedded) });
  resources.defer(() => orm.close(true));
  await orm.migrator.up();
  logger.info({ dataDir }, "PGlite is open");
  return createDatabase(orm, null, resources.move());
}

async function openPostgreSQL(
  url: string,
  poolSize: number,
  ormOptions: OrmOptions,
  logger: Logger,
  waitMs: number,
) {
  await using resources = new AsyncDisposableStack();
  const { MikroORM } = await import("@mikro-orm/postgresql");
  await waitForPostgreSQL(url, logger, waitMs);
  const orm = await MikroORM.init({
    ...ormOptions,
    clientUrl: url,
    pool: { min: 0, max: poolSize },
    // The whole URL: MikroORM takes host, port, user, password and name from it, but no parameters such as sslmode.
    driverOptions: { connectionString: url, keepAlive: true, onPoolCreated: releaseBrokenClients },
  });
  resources.defer(() => withTimeout(CLOSE_MS, orm.close(true)));
  // Replicas that start together migrate one after the other.
  await withAdvisoryLock(url, MIGRATION_LOCK, () => orm.migrator.up());
  logger.info("PostgreSQL is open");
  return createDatabase(orm, url, resources.move());
}

function createDatabase(
  orm: MikroORM<AbstractSqlDriver>,
  url: string | null,
  resources: AsyncDisposableStack,
) {
  return {
    orm,
    /** The URL for separate connections, such as that of LISTEN; null for PGlite. */
    url,
    /** A new entity manager, with an empty identity map. */
    fork: (): EntityManager => orm.em.fork() as EntityManager,
    /** Whether no other process uses the database: leases found in it at start are then those of a dead process. */
    isExclusive: url === null,
    /** Resolves to whether the database answers. */
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
    /** Waits for PGlite to have written everything, and up to two seconds for PostgreSQL. */
    close: () => resources.disposeAsync(),
  };
}
