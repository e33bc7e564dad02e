import { readArguments, UsageError } from "./command-line/arguments.ts";
import { migrateDatabase } from "./migrate-database.ts";

// `npm run migrate`: a step of a deployment by itself, before the new version starts.
try {
  const command = readArguments(["migrate", ...process.argv.slice(2)]);
  if (command.name !== "migrate")
    throw new UsageError("npm run migrate takes --data-dir and --embedding-model.");
  Object.assign(process.env, command.settings);
  await migrateDatabase(command);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
