import type { Logger } from "pino";
import { createTokenSource } from "../azure/entra-token.ts";
import type { Database, DatabaseSettings, OrmOptions } from "./database.ts";
import { openEmbedded } from "./embedded/open-embedded.ts";
import { openPostgreSQL } from "./postgresql/open-postgresql.ts";

export type { Database, DatabaseSettings, EntityManager, OrmOptions } from "./database.ts";
export type { DatabaseObserver, PoolName, PoolReading } from "./observation.ts";

/**
 * Opens PostgreSQL where there is a URL, else PGlite in `dataDir`, and applies the migrations. Rejects where
 * PostgreSQL stays unreachable, or another process holds `dataDir`; what was opened is closed by then. Does `meanwhile` while it
 * waits for the database, which takes a good part of a second.
 */
export async function openDatabase(
  settings: DatabaseSettings,
  ormOptions: OrmOptions,
  logger: Logger,
  meanwhile?: () => Promise<unknown>,
): Promise<Database> {
  return settings.url === null
    ? openEmbedded(settings, ormOptions, logger, meanwhile)
    : openPostgreSQL(
        { ...settings, url: settings.url, password: settings.password ?? tokenOf(settings) },
        ormOptions,
        logger,
        meanwhile,
      );
}

/** Azure Database for PostgreSQL takes tokens for this as passwords. */
const SCOPE = "https://ossrdbms-aad.database.windows.net/.default";

const tokenOf = ({ identity }: DatabaseSettings) =>
  identity ? createTokenSource({ identity, scope: SCOPE }) : undefined;
