import { ConfigError, parseConfig, SETTINGS, type Config } from "./config.ts";
import { openDatabase, type Database } from "./database/open.ts";
import { createLogger } from "./logging/create-logger.ts";
import { readableLines } from "./logging/readable-lines.ts";
import { ormOptions } from "./orm/options.ts";
import { countOfOtherModels, putInForce, readModelInForce } from "./search/model-in-force/tables.ts";
import { findMisspelled, misspelledLine } from "./welcome/misspelled-settings.ts";
import { explainStartFailure, startFailure } from "./welcome/start-failure.ts";

export type MigrateOptions = {
  /** Whether the embedding model that the settings name becomes that of the database. */
  changesEmbeddingModel: boolean;
};

/** Applies the pending migrations as a start does, and says which. Sets the exit code 1 where that fails, and says why. */
export async function migrateDatabase({ changesEmbeddingModel }: MigrateOptions): Promise<void> {
  const misspelled = findMisspelled(process.env, SETTINGS).map(misspelledLine);
  const config = readConfig(misspelled);
  if (!config) return;
  const { database: settings, logLevel, secrets } = config;
  const logger = createLogger(
    { level: logLevel === "info" ? "warn" : logLevel, secrets },
    process.stdout.isTTY ? await readableLines(process.stdout) : undefined,
  );
  for (const line of misspelled) logger.warn(line);
  try {
    const database = await openDatabase(settings, ormOptions, logger);
    const { migrated } = database;
    const place = settings.url
      ? `PostgreSQL at ${URL.parse(settings.url)?.host}`
      : `PGlite in ${settings.dataDir}`;
    process.stdout.write(
      migrated.length === 0
        ? `${place}: no migration is pending.\n`
        : `${place}: applied\n${migrated.map((name) => `  ${name}\n`).join("")}`,
    );
    const told = await (changesEmbeddingModel ? changeModel : compareModel)(config, database).finally(() =>
      database.close(),
    );
    process.stdout.write(told);
  } catch (error) {
    if (explainStartFailure(error, config) === null) logger.fatal({ err: error }, "The migration failed");
    process.stderr.write(startFailure(error, config, misspelled));
    process.exitCode = 1;
  }
}

/** Puts the model of the settings in force, without asking its provider: servers do, when they embed. Resolves to what to say. */
async function changeModel(config: Config, database: Database): Promise<string> {
  const model = await nameModel(config);
  const before = await putInForce(database, model);
  if (before === model.name) return `Embedding model: ${before}, as before.\n`;
  if (before === null) return `Embedding model: ${model.name}.\n`;
  const count = await countOfOtherModels(database.fork(), model.name);
  return (
    `Embedding model: ${model.name}, before ${before}.\n` +
    (count === 0 ? "" : `Transcripts that servers with its settings embed anew: ${count}.\n`)
  );
}

/** What to say where the settings name a provider's model that is not in force; else nothing. */
async function compareModel(config: Config, database: Database): Promise<string> {
  // Without a provider nobody has named a model: a migration needs no settings but those of the database.
  if (config.openai === null) return "";
  const inForce = await readModelInForce(database.fork());
  const { name } = await nameModel(config);
  if (inForce === null || inForce === name) return "";
  return `Embedding model: ${inForce}. The settings name ${name}: migrate --embedding-model changes it.\n`;
}

/** Most of the program is loaded for it. */
async function nameModel(config: Config) {
  const { nameEmbeddingModel } = await import("./services.ts");
  return nameEmbeddingModel(config);
}

function readConfig(misspelled: string[]): Config | null {
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${[error.message, ...misspelled].join("\n")}\n`);
    process.exitCode = 1;
    return null;
  }
}
