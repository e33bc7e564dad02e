import type { Pool, PoolConfig } from "pg";
import type { Logger } from "pino";
import { withTimeout } from "../../async/with-timeout.ts";
import {
  DATABASE_LIMITS,
  DATABASE_WAIT_MS,
  type Database,
  type DatabaseLimits,
  type DatabaseSettings,
  type EntityManager,
  type OrmOptions,
} from "../database.ts";
import { createObservation } from "../observation.ts";
import { limitOwners } from "../owner-limit.ts";
import { guardPool } from "../pool.ts";
import { migrate } from "../schema/migrate.ts";
import { readVersion } from "../schema/program-version.ts";
import { APPLICATION, withPassword } from "./client.ts";
import { waitForPostgreSQL } from "./connect.ts";
import { withMigrationLock } from "./migration-lock.ts";
import { createPostgreSQLProbe } from "./probe.ts";
import { createReserved, RESERVED_CONNECTIONS } from "./reserved.ts";
import { warnOfTransactionPooling } from "./transaction-pooling.ts";
import { createWatch } from "../health/watch.ts";

/** How long a PostgreSQL that no longer answers may delay a stop. */
const CLOSE_MS = 2000;
/** The time on top of a statement's limit, at most as long, after which a connection without an answer counts as dead. */
const SILENCE_MS = 3000;
/** Limits of statements on reserved connections, which read and write little. */
const RESERVED_LIMITS: DatabaseLimits = {
  statementMs: 5000,
  lockMs: 2000,
  idleTransactionMs: 5000,
  connectMs: 2000,
};
/** Before the first keepalive probe of an idle connection. */
const KEEPALIVE_MS = 10_000;

export async function openPostgreSQL(
  settings: DatabaseSettings & { url: string },
  ormOptions: OrmOptions,
  logger: Logger,
  meanwhile?: () => Promise<unknown>,
): Promise<Database> {
  const { url, password, poolSize, waitMs = DATABASE_WAIT_MS, version = readVersion() } = settings;
  const limits = settings.limits ?? DATABASE_LIMITS;
  await using resources = new AsyncDisposableStack();
  const ended = new AbortController();
  resources.defer(() => ended.abort());
  const options = { ...poolOptions(url, limits), password };
  const waiting = waitForPostgreSQL(url, logger, { waitMs, signal: ended.signal, options });
  waiting.catch(() => {});
  const { MikroORM } = await import("@mikro-orm/postgresql");
  await meanwhile?.();
  await waiting;
  const pooling = warnOfTransactionPooling(url, logger, { password });
  resources.defer(() => withTimeout(CLOSE_MS, pooling));
  const orm = await MikroORM.init({
    ...ormOptions,
    clientUrl: url,
    pool: { min: 0, max: poolSize },
    // The whole URL: MikroORM takes host, port, user, password and name from it, but no parameters such as sslmode.
    driverOptions: withPassword({ connectionString: url, ...APPLICATION, keepAlive: true }, password),
  });
  resources.defer(() => withTimeout(CLOSE_MS, orm.close(true)));
  // Replicas that start together migrate one after the other, without time limits.
  const migrated = await withMigrationLock(url, logger, () => migrate(orm, version), { password });

  const reserved = createReserved(() => orm.em.getDriver());
  resources.defer(() => withTimeout(CLOSE_MS, reserved.close()));
  const probe = createPostgreSQLProbe(reserved.executor, version);
  const watch = createWatch({ probe, host: new URL(url).host, logger });
  resources.defer(() => watch.close());
  const observation = createObservation();
  const onPoolCreated = (pool: Pool) => {
    guardPool(pool, { silenceMs: silenceMs(limits), onError: watch.note, onAnswer: watch.heard });
    limitOwners(pool, {
      most: poolSize,
      mostOfOwner: Math.ceil(poolSize / 2),
      waitMs: limits.connectMs,
      onLate: watch.note,
    });
    observation.watch(pool, "main", poolSize);
    reserved.open(
      withPassword(
        { ...pool.options, ...poolOptions(url, RESERVED_LIMITS), max: RESERVED_CONNECTIONS },
        password,
      ),
      (own) => {
        guardPool(own, {
          silenceMs: silenceMs(RESERVED_LIMITS),
          onError: watch.note,
          onAnswer: watch.heard,
        });
        observation.watch(own, "reserved", RESERVED_CONNECTIONS);
      },
    );
  };
  await orm.reconnect({
    driverOptions: withPassword({ ...poolOptions(url, limits), onPoolCreated }, password),
  });
  logger.info("PostgreSQL is open");
  const owned = resources.move();
  return {
    orm,
    url,
    password,
    migrated,
    fork: () => orm.em.fork() as EntityManager,
    reserved: reserved.executor,
    isExclusive: false,
    health: watch.check,
    observe: observation.observe,
    reclaim: async () => {},
    close: () => owned.disposeAsync(),
  };
}

/** Where statements have no limit, neither has an answer. */
const silenceMs = ({ statementMs }: DatabaseLimits): number | null =>
  statementMs === 0 ? null : statementMs + Math.min(statementMs, SILENCE_MS);

/** `pg` leaves out limits of 0. What the URL itself says goes before. */
function poolOptions(url: string, limits: DatabaseLimits): PoolConfig {
  return {
    connectionString: withServerOptions(url, limits),
    ...APPLICATION,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_MS,
    statement_timeout: limits.statementMs,
    lock_timeout: limits.lockMs,
    idle_in_transaction_session_timeout: limits.idleTransactionMs,
    connectionTimeoutMillis: limits.connectMs,
  };
}

/** The URL with the time after which the server gives up a connection whose client no longer acknowledges what it is sent. */
function withServerOptions(url: string, { statementMs }: DatabaseLimits): string {
  if (statementMs === 0) return url;
  const changed = new URL(url);
  const given = changed.searchParams.get("options") ?? "";
  changed.searchParams.set("options", `-c tcp_user_timeout=${statementMs} ${given}`.trim());
  return changed.href;
}
