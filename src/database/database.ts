import type { MikroORM, Options } from "@mikro-orm/core";
import type { AbstractSqlDriver, SqlEntityManager } from "@mikro-orm/postgresql";
import type { OpenEmbedded } from "./embedded/embedded-database.ts";
import type { SqlExecutor } from "./sql.ts";
import type { DatabaseHealth } from "./health/watch.ts";
import type { DatabaseObserver } from "./observation.ts";

export type EntityManager = SqlEntityManager;

export type DatabaseSettings = {
  /** The PostgreSQL to use; null: PGlite in `dataDir`. */
  url: string | null;
  /** The managed identity whose token is the password of PostgreSQL, as in AZURE_POSTGRES_IDENTITY. */
  identity?: string | null;
  /** What gives the password of each new connection to PostgreSQL, in place of the URL. */
  password?: (() => Promise<string>) | undefined;
  dataDir: string;
  poolSize: number;
  /** Those of `DATABASE_LIMITS` where it names no others. */
  limits?: DatabaseLimits;
  /** What opens PGlite; a replacement, for tests that keep one open. */
  openEmbedded?: OpenEmbedded | undefined;
  /** How long to wait for a PostgreSQL that is not there yet, or for room on the disk. */
  waitMs?: number;
  /** The version of the program in place of package.json's, for tests. */
  version?: string;
};

/** How long things may take, in milliseconds; 0: for ever. */
export type DatabaseLimits = {
  /** A statement. PGlite cannot interrupt one. */
  statementMs: number;
  /** The wait of a statement for a lock. */
  lockMs: number;
  /** A pause between the statements of a transaction. */
  idleTransactionMs: number;
  /** The wait for a connection of the pool, and for a new one to be made. */
  connectMs: number;
};

export const DATABASE_WAIT_MS = 60_000;

export const DATABASE_LIMITS: DatabaseLimits = {
  statementMs: 15_000,
  lockMs: 5000,
  idleTransactionMs: 15_000,
  connectMs: 5000,
};

/** The entities and migrations that the database is opened with. */
export type OrmOptions = Pick<
  Options,
  "entities" | "extensions" | "migrations" | "schemaGenerator" | "logger"
>;

export type Database = {
  orm: MikroORM<AbstractSqlDriver>;
  /** The URL for separate connections, such as that of LISTEN; null for PGlite. */
  url: string | null;
  /** What gives their password; undefined: the URL has it. */
  password?: (() => Promise<string>) | undefined;
  /** The names of the migrations that were applied when it was opened. */
  migrated: string[];
  /** A new entity manager, with an empty identity map. */
  fork(): EntityManager;
  /**
   * Runs statements on connections that are kept for what the server itself needs to go on: leases, what answers have so
   * far, notifications, metrics. Requests that wait for a lock cannot take them. They have short time limits.
   */
  reserved(): SqlExecutor;
  /** Whether no other process uses the database: leases found in it at start are then those of a dead process. */
  isExclusive: boolean;
  /** How the database is, within a second. */
  health(): Promise<DatabaseHealth>;
  /** Tells the observer from now on what pools and statements do. */
  observe(observer: DatabaseObserver): void;
  /**
   * Removes deleted rows from the files of PGlite, whose space is used again; on PostgreSQL autovacuum does. `thoroughly`: so
   * that nothing of them is left in any file, for which tables are written anew. Statements take turns with it.
   */
  reclaim(options: { thoroughly: boolean }): Promise<void>;
  /** Waits for PGlite to have written everything, and up to two seconds for PostgreSQL. */
  close(): Promise<void>;
};
