import type { Logger } from "pino";
import type { Database, DatabaseSettings, OrmOptions } from "./database.ts";
import { openEmbedded } from "./embedded/open-embedded.ts";
import { openPostgreSQL } from "./postgresql/open-postgresql.ts";

export type { Database, DatabaseSettings, EntityManager, OrmOptions } from "./database.ts";

/**
 * Opens PostgreSQL where there is a URL, else PGlite in `dataDir`, and applies the migrations. Waits up to `waitMs` for
 * a PostgreSQL that is not there yet, or for room on the disk. Rejects where PostgreSQL stays unreachable, or another
 * process holds `dataDir`; what was opened is closed by then.
 */
export async function openDatabase(
  settings: DatabaseSettings,
  ormOptions: OrmOptions,
  logger: Logger,
  waitMs = 60_000,
): Promise<Database> {
  return settings.url === null
    ? openEmbedded(settings, ormOptions, logger, waitMs)
    : openPostgreSQL({ ...settings, url: settings.url }, ormOptions, logger, waitMs);
}
