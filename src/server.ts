import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { openDatabase, type Database } from "./database/open.ts";
import { ormOptions } from "./orm/options.ts";
import { addDatabaseMetrics } from "./metrics/database-metrics.ts";
import { startMetricsServer, type MetricsServer } from "./metrics/metrics-server.ts";
import type { EmbeddingModel } from "./models/embeddings/embedding-model.ts";
import { createServices, startEmbeddingModel, type ServiceOverrides, type Services } from "./services.ts";
import { createHttpApp } from "./transports/http/http-app.ts";
import { TRANSPORT_LIMITS, type TransportLimits } from "./transports/limits.ts";

/** The time that answers get to finish when the server stops; with the rest of the stop it stays under ten seconds. */
const STOP_GRACE_MS = 6000;

export type RunningServer = {
  /** The URL of GraphQL over HTTP and, with ws://, over WebSocket. */
  url: string;
  /** null: no metrics are served. */
  metricsUrl: string | null;
  services: Services;
  /** Stops gracefully, within ten seconds. */
  close(): Promise<void>;
};

/** Replacements, for tests. `stopGraceMs`: the time that answers get to finish. */
export type ServerOverrides = ServiceOverrides & {
  limits?: Partial<TransportLimits> | undefined;
  stopGraceMs?: number | undefined;
};

/**
 * Opens the database, starts all services and listens. Where one of these fails, it closes what was opened and rejects.
 */
export async function startServer(
  config: Config,
  logger: Logger,
  overrides: ServerOverrides = {},
): Promise<RunningServer> {
  const starting = startEmbedding(config, logger, overrides);
  const database = await openDatabase(config.database, ormOptions, logger, config.database.waitMs).catch(
    async (error: unknown) => {
      await (await starting)?.close();
      throw error;
    },
  );
  try {
    const dependencies = { ...overrides.dependencies, embedding: await starting };
    const services = createServices(config, database, logger, { ...overrides, dependencies });
    return await serve(config, database, logger, services, overrides);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function startEmbedding(
  config: Config,
  logger: Logger,
  { dependencies }: ServerOverrides,
): Promise<EmbeddingModel | null> {
  return dependencies?.embedding === undefined ? startEmbeddingModel(config, logger) : dependencies.embedding;
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
    // First: readers reconnect to another replica at once, and see there what the runs here still write.
    const startedAt = performance.now();
    await httpApp.endStreams();
    // Closing thousands of sockets takes seconds, in which answers ran on: the grace period began before.
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
