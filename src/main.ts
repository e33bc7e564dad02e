import { ConfigError, parseConfig, SETTINGS } from "./config.ts";
import { reasonOf } from "./errors/causes.ts";
import { createLogger } from "./logging/create-logger.ts";
import { readableLines } from "./logging/readable-lines.ts";
import { startServer, STOP_REST_MS } from "./server.ts";
import { findMisspelled, misspelledLine } from "./welcome/misspelled-settings.ts";
import { explainStartFailure, startFailure } from "./welcome/start-failure.ts";
import { welcome } from "./welcome/welcome.ts";

/** The time on top of the graceful stop after which the process ends however far it is. */
const STOP_MARGIN_MS = 500;

/** Said again after a start that failed: they may be why. */
const misspelled = findMisspelled(process.env, SETTINGS).map(misspelledLine);

async function main() {
  const config = parseConfig(process.env);
  const logger = createLogger(
    { level: config.logLevel, secrets: config.secrets },
    process.stdout.isTTY ? await readableLines(process.stdout) : undefined,
  );
  for (const line of misspelled) logger.warn(line);
  // Before anything is served the process may end at once. Without a handler, process 1 of a container ignores signals.
  const leave = () => process.exit(0);
  process.once("SIGTERM", leave).once("SIGINT", leave);
  const server = await startServer(config, logger).catch((error: unknown) => {
    const isExplained = explainStartFailure(error, config) !== null;
    logger.fatal(isExplained ? { reason: reasonOf(error) } : { err: error }, "The server could not start");
    process.stderr.write(startFailure(error, config, misspelled));
    process.exit(1);
  });
  process.stderr.write(welcome(server.url, config));

  const stop = (signal: string) => {
    logger.info({ signal }, "Stopping");
    setTimeout(() => process.exit(1), config.stopGraceMs + STOP_REST_MS + STOP_MARGIN_MS).unref();
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal({ err: error }, "The server could not stop cleanly");
        process.exit(1);
      },
    );
  };
  process.off("SIGTERM", leave).once("SIGTERM", stop);
  process.off("SIGINT", leave).once("SIGINT", stop);
}

main().catch((error: unknown) => {
  const message = error instanceof ConfigError ? error.message : String(error);
  process.stderr.write(`${[message, ...misspelled].join("\n")}\n`);
  process.exit(1);
});
