import { ConfigError, parseConfig, type Config } from "./config.ts";
import { openDatabase } from "./database/open.ts";
import { createLogger } from "./logging/create-logger.ts";
import { ormOptions } from "./orm/options.ts";
import { explainStartFailure, startFailure } from "./welcome/start-failure.ts";

/** Applies the pending migrations as a start does, and says which. Sets the exit code 1 where that fails, and says why. */
export async function migrateDatabase(): Promise<void> {
  const config = readConfig();
  if (!config) return;
  const { database: settings, logLevel, secrets } = config;
  const logger = createLogger({ level: logLevel === "info" ? "warn" : logLevel, secrets });
  try {
    const database = await openDatabase(settings, ormOptions, logger);
    await database.close();
    const place = settings.url
      ? `PostgreSQL at ${URL.parse(settings.url)?.host}`
      : `PGlite in ${settings.dataDir}`;
    process.stdout.write(
      database.migrated.length === 0
        ? `${place}: no migration is pending.\n`
        : `${place}: applied\n${database.migrated.map((name) => `  ${name}\n`).join("")}`,
    );
  } catch (error) {
    if (explainStartFailure(error, config) === null) logger.fatal({ err: error }, "The migration failed");
    process.stderr.write(startFailure(error, config));
    process.exitCode = 1;
  }
}

function readConfig(): Config | null {
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return null;
  }
}
