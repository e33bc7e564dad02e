import { ConfigError, parseConfig } from "./config.ts";
import { createLogger } from "./logging/create-logger.ts";
import { startServer } from "./server.ts";
import { welcome } from "./welcome/welcome.ts";

/** Long enough for the graceful stop, and short of the ten seconds after which containers are killed. */
const STOP_LIMIT_MS = 9500;

async function main() {
  const config = parseConfig(process.env);
  const logger = createLogger({ level: config.logLevel, secrets: config.secrets });
  // Before anything is served the process may end at once. Without a handler, process 1 of a container ignores signals.
  const leave = () => process.exit(0);
  process.once("SIGTERM", leave).once("SIGINT", leave);
  const server = await startServer(config, logger).catch((error: unknown) => {
    logger.fatal({ err: error }, "The server could not start");
    process.exit(1);
  });
  process.stderr.write(welcome(server.url, config));

  const stop = (signal: string) => {
    logger.info({ signal }, "Stopping");
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
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
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exit(1);
});
