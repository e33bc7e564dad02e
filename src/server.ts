import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { openDatabase, type Database } from "./database/open.ts";
import { ormOptions } from "./orm/options.ts";
import { addDatabaseMetrics } from "./metrics/database-metrics.ts";
import { startMetricsServer, type MetricsServer } from "./metrics/metrics-server.ts";
import { createServices, type ServiceOverrides, type Services } from "./services.ts";
import { createHttpApp } from "./transports/http/http-app.ts";
import { TRANSPORT_LIMITS, type TransportLimits } from "./transports/limits.ts";

/** What answers get to finish in when the server stops: with the rest it stays under the usual ten seconds. */
const STOP_GRACE_MS = 6000;

export type RunningServer = {
  /** Where GraphQL is served, over HTTP and, with ws://, over WebSocket. */
  url: string;
  /** Where metrics are, if they are served. */
  metricsUrl: string | null;
  services: Services;
  /** Stops gracefully, within ten seconds. */
  close(): Promise<void>;
};

/** What tests put in place of the usual. `stopGraceMs`: what answers get to finish in. */
export type ServerOverrides = ServiceOverrides & {
  limits?: Partial<TransportLimits> | undefined;
  stopGraceMs?: number | undefined;
};

/**
 * Opens the database, starts all services and listens. Where one of these fails, what was opened is closed again.
 */
export async function startServer(
  config: Config,
  logger: Logger,
  overrides: ServerOverrides = {},
): Promise<RunningServer> {
  const database = await openDatabase(config.database, ormOptions, logger, config.database.waitMs);
  try {
    const services = createServices(config, database, logger, overrides);
    return await serve(config, database, logger, services, overrides);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function serve(
  config: Config,
  database: Database,
  logger: Logger,
  services: Services,
  { limits, stopGraceMs = STOP_GRACE_MS }: ServerOverrides,
): Promise<RunningServer> {
  const httpApp = await createHttpApp(config, services, { ...TRANSPORT_LIMITS, ...limits }, logger);
  let metricsServer: MetricsServer | null = null;
  let url: string;
  try {
    metricsServer = await openMetrics(config, services, logger);
    url = await httpApp.open();
  } catch (error) {
    await metricsServer?.close();
    await services.stop(0);
    throw error;
  }

  async function stop() {
    // Readers go on at once on another replica, which sees what the runs here still write.
    const startedAt = performance.now();
    await httpApp.endStreams();
    // Answers have run on meanwhile, which takes seconds where there are thousands of sockets.
    await services.stop(Math.max(0, stopGraceMs - (performance.now() - startedAt)));
    await httpApp.close();
    await metricsServer?.close();
    await database.close();
    logger.info("Stopped");
  }
  let stopping: Promise<void> | undefined;
  return { url, metricsUrl: metricsServer?.url ?? null, services, close: () => (stopping ??= stop()) };
}

async function openMetrics(
  config: Config,
  services: Services,
  logger: Logger,
): Promise<MetricsServer | null> {
  if (config.metricsPort === null) return null;
  const { registry } = services.metrics;
  return startMetricsServer({
    host: config.host,
    port: config.metricsPort,
    registry,
    beforeScrape: addDatabaseMetrics(registry, services.database),
    logger,
  });
}
