import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { openDatabase, type Database } from "./database.ts";
import { createServices, type Edges, type Services } from "./services.ts";
import { createFrontDoor } from "./transports/front-door.ts";
import { TRANSPORT_LIMITS, type TransportLimits } from "./transports/limits.ts";

/** What answers get to finish in when the server stops: with the rest it stays under the usual ten seconds. */
const STOP_GRACE_MS = 6000;

export type RunningServer = {
  /** Where GraphQL is served, over HTTP and, with ws://, over WebSocket. */
  url: string;
  services: Services;
  /** Stops gracefully, within ten seconds. */
  close(): Promise<void>;
};

/**
 * Opens the database, starts all services and listens. Where one of these fails, what was opened is closed again.
 * `edges` replaces models and YouTube, and `limits` those of the streaming transports, for tests.
 */
export async function startServer(
  config: Config,
  logger: Logger,
  edges: Partial<Edges> = {},
  limits: Partial<TransportLimits> = {},
): Promise<RunningServer> {
  const database = await openDatabase(config.database, logger, config.database.waitMs);
  try {
    return await serve(config, database, logger, edges, { ...TRANSPORT_LIMITS, ...limits });
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function serve(
  config: Config,
  database: Database,
  logger: Logger,
  edges: Partial<Edges>,
  limits: TransportLimits,
): Promise<RunningServer> {
  const services = createServices(config, database, logger, edges);
  const frontDoor = await createFrontDoor(config, services, limits, logger);
  const url = await frontDoor.open().catch(async (error: unknown) => {
    await services.stop(0);
    throw error;
  });

  async function stop() {
    // Readers go on at once on another replica, which sees what the runs here still write.
    const startedAt = performance.now();
    await frontDoor.endStreams();
    // Answers have run on meanwhile, which takes seconds where there are thousands of sockets.
    await services.stop(Math.max(0, STOP_GRACE_MS - (performance.now() - startedAt)));
    await frontDoor.close();
    await database.close();
    logger.info("Stopped");
  }
  let stopping: Promise<void> | undefined;
  return { url, services, close: () => (stopping ??= stop()) };
}
