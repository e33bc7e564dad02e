import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import type { Pool } from "pg";
import type { Logger } from "pino";
import {
  DATABASE_LIMITS,
  DATABASE_WAIT_MS,
  type Database,
  type DatabaseSettings,
  type EntityManager,
  type OrmOptions,
} from "../database.ts";
import { withTimeout } from "../../async/with-timeout.ts";
import { reasonOf } from "../../errors/causes.ts";
import { lockDataDir } from "../data-dir-lock.ts";
import { createObservation } from "../observation.ts";
import { limitOwners } from "../owner-limit.ts";
import { guardPool } from "../pool.ts";
import { migrate } from "../schema/migrate.ts";
import { troubleOf } from "../health/trouble.ts";
import { createWatch } from "../health/watch.ts";

/** Between attempts to open a database for which there is no room on the disk. */
const ROOM_MS = 1000;
/** How long a probe waits for the statements before it. */
const ROOM_PROBE_MS = 500;

export async function openEmbedded(
  {
    dataDir,
    limits = DATABASE_LIMITS,
    openEmbedded: replacement,
    waitMs = DATABASE_WAIT_MS,
    version,
  }: DatabaseSettings,
  ormOptions: OrmOptions,
  logger: Logger,
  meanwhile?: () => Promise<unknown>,
): Promise<Database> {
  await using resources = new AsyncDisposableStack();
  resources.defer(await lockDataDir(dataDir, logger));
  const { embeddedOrmOptions, openEmbeddedDatabase } = await import("./embedded-database.ts");
  const { findSeed } = await import("./create/seed.ts");
  const { freeBytes, RESERVED_BYTES } = await import("./disk-space.ts");
  const { createReclaim } = await import("./reclaim-space.ts");
  await waitForRoom(() => freeBytes(dataDir) - RESERVED_BYTES, { dataDir, logger, waitMs });
  const open = replacement ?? openEmbeddedDatabase;
  const directory = join(dataDir, "pglite");
  const migrations = ormOptions.migrations?.path;
  const isNew = !existsSync(directory);
  const seed = isNew && migrations ? findSeed(migrations) : null;
  if (isNew)
    logger.info(
      { dataDir },
      `Making the embedded database${seed ? "" : ", without a seed that fits, which takes some seconds (npm run prepare makes one)"}`,
    );
  const opening = open(
    directory,
    {
      onLost: (error) => logger.error({ err: error }, "The embedded database was lost: starting it again"),
      onRecovered: () => logger.info("The embedded database was started again"),
      onGivenUp(error) {
        logger.fatal({ err: error }, "The embedded database could not be started again: ending");
        process.exit(1);
      },
    },
    {
      seed,
      onDamagedSeed: (error) =>
        logger.warn(
          { reason: reasonOf(error) },
          "The seed of the embedded database is damaged: making the database without it, which takes some seconds (remove the seed, and npm run prepare makes another)",
        ),
    },
  );
  // It is awaited once all else is loaded, which may take longer than it takes to fail.
  opening.catch(() => {});
  resources.defer(async () => (await opening.catch(() => null))?.close());
  // It opens in a thread of its own, beside this one.
  const { MikroORM } = await import("@mikro-orm/postgresql");
  await meanwhile?.();
  const embedded = await opening;
  const hasRoom = () => embedded.freeBytes() >= RESERVED_BYTES;
  const watch = createWatch({
    async probe() {
      if (!embedded.isOpen()) return "unreachable";
      // The database makes room before a statement, where its log takes what is missing.
      if (!hasRoom()) await withTimeout(ROOM_PROBE_MS, fork().execute("select 1"));
      return hasRoom() ? "ok" : "disk full";
    },
    // Without room, transactions are read-only.
    classify: (error) => (troubleOf(error) === "read-only" ? "disk full" : troubleOf(error)),
    logger,
  });
  resources.defer(() => watch.close());
  const observation = createObservation();
  const options = embeddedOrmOptions(embedded);
  const orm = await MikroORM.init({
    ...ormOptions,
    ...options,
    driverOptions: {
      ...options.driverOptions,
      connectionTimeoutMillis: limits.connectMs,
      onPoolCreated(pool: Pool) {
        guardPool(pool, { silenceMs: null, onError: watch.note });
        limitOwners(pool, { most: 1, mostOfOwner: 1, waitMs: limits.connectMs, onLate: watch.note });
        observation.watch(pool, "main", 1);
      },
    },
  });
  resources.defer(() => orm.close(true));
  const fork = () => orm.em.fork() as EntityManager;
  const migrated = await migrate(orm, version);
  logger.info({ dataDir }, "PGlite is open");
  const owned = resources.move();
  return {
    orm,
    url: null,
    migrated,
    fork,
    // There is one session, which all share.
    reserved: fork,
    isExclusive: true,
    health: watch.check,
    observe: observation.observe,
    reclaim: createReclaim(embedded),
    close: () => owned.disposeAsync(),
  };
}

/** Waits up to `waitMs` for room on the disk. */
async function waitForRoom(
  missing: () => number,
  { dataDir, logger, waitMs }: { dataDir: string; logger: Logger; waitMs: number },
): Promise<void> {
  if (missing() >= 0) return;
  logger.error({ dataDir }, "The disk of DATA_DIR is full: waiting for room");
  for (const deadline = Date.now() + waitMs; missing() < 0; await sleep(ROOM_MS)) {
    if (Date.now() > deadline) {
      throw new Error(
        `The disk of DATA_DIR is full: free at least ${Math.ceil(-missing() / 1024 / 1024)} MB there, and start again`,
      );
    }
  }
}
