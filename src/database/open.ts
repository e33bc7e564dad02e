import type { Logger } from "pino";
import type { Database, DatabaseSettings, OrmOptions } from "./database.ts";
import { openEmbedded } from "./embedded/open-embedded.ts";
import { openPostgreSQL } from "./postgresql/open-postgresql.ts";

export type { Database, DatabaseSettings, EntityManager, OrmOptions } from "./database.ts";

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
    : openPostgreSQL({ ...settings, url: settings.url }, ormOptions, logger, meanwhile);
}
