import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { openDatabase } from "./database/open.ts";
import { withTimeout } from "./async/with-timeout.ts";
import { ormOptions } from "./orm/options.ts";
import { addDatabaseMetrics } from "./metrics/database-metrics.ts";
import { startMetricsServer, type MetricsServer } from "./metrics/metrics-server.ts";
import type { EmbeddingModel } from "./models/embeddings/embedding-model.ts";
import type { ServiceOverrides, Services } from "./services.ts";
import { startTracing } from "./observability/tracing.ts";
import { readVersion } from "./database/schema/program-version.ts";
import { checkAddress } from "./transports/http/check-address.ts";
import type { PageDirectories } from "./transports/http/pages/built-pages.ts";
import { TRANSPORT_LIMITS, type TransportLimits } from "./transports/limits.ts";

/** The time for the rest of a stop, beside that which answers get to finish: a database that hangs does not hold it up for longer. */
export const STOP_REST_MS = 3000;

/** How long the last spans may take to the collector: one that is away holds up no stop. */
const LAST_SPANS_MS = 500;

export type RunningServer = {
  /** The URL of GraphQL over HTTP and, with ws://, over WebSocket. */
  url: string;
  /** null: no metrics are served. */
  metricsUrl: string | null;
  services: Services;
  /** Stops gracefully, within the time that answers get to finish and `STOP_REST_MS`. */
  close(): Promise<void>;
};

/** Replacements, for tests. `stopGraceMs`: the time that answers get to finish; `stopRestMs`: that for the rest of a stop. */
export type ServerOverrides = ServiceOverrides & {
  limits?: Partial<TransportLimits> | undefined;
  pageDirectories?: PageDirectories | undefined;
  stopGraceMs?: number | undefined;
  stopRestMs?: number | undefined;
};

/**
 * Opens the database, starts all services and listens. Where one of these fails, it closes what was opened and rejects;
 * where a port is in use, before it opens anything.
 */
export async function startServer(
  config: Config,
  logger: Logger,
  overrides: ServerOverrides = {},
): Promise<RunningServer> {
  await using started = new AsyncDisposableStack();
  await checkAddress(config.host, config.port);
  if (config.metricsPort !== null) await checkAddress(config.host, config.metricsPort);
  const endTracing = await startTracing(config.tracing, readVersion(), {
    info: (message) => logger.info(message),
    warn: (details, message) => logger.warn(details, message),
  });
  started.defer(async () => void (await withTimeout(LAST_SPANS_MS, endTracing())));
  let starting: Promise<EmbeddingModel | null> = Promise.resolve(null);
  started.defer(async () => (await starting.catch(() => null))?.close());
  // Most of the program is loaded, and the encoder started, while the database opens.
  const database = await openDatabase(config.database, ormOptions, logger, async () => {
    starting = startEmbedding(config, logger, overrides);
    // It is awaited once the database is open, which may take longer than it takes to fail.
    starting.catch(() => {});
    await loadServer();
  });
  started.defer(() => database.close());
  const { agreeOnEmbeddingModel, createServices, createHttpApp } = await loadServer();
  const own = await starting;
  const modelInForce = await agreeOnEmbeddingModel(config, { database, own, logger });
  started.defer(() => modelInForce.close());
  const dependencies = { ...overrides.dependencies, embedding: own, modelInForce };
  const services = createServices(config, database, logger, { ...overrides, dependencies });
  started.defer(() => services.stop(0));
  const limits = { ...TRANSPORT_LIMITS, ...overrides.limits };
  const httpApp = await createHttpApp(config, services, limits, logger, overrides.pageDirectories);
  started.defer(() => httpApp.close());
  const metricsServer = await openMetrics(config, services, logger);
  if (metricsServer) started.defer(() => metricsServer.close());
  await services.ready;
  const url = await httpApp.open();
  // From here on it is stopped in another order, which gives answers and readers time.
  started.move();

  const { stopGraceMs = config.stopGraceMs, stopRestMs = STOP_REST_MS } = overrides;
  async function stop() {
    const graceEndsAt = performance.now() + stopGraceMs;
    const leftMs = (untilAt: number) => Math.max(0, untilAt - performance.now());
    httpApp.drain();
    const finish = async () => {
      const finished = services.finish(stopGraceMs);
      // It is awaited below.
      finished.catch(() => {});
      // Readers stay while answers are written here. Where the database is in trouble others may write them sooner.
      if ((await database.health()) === "ok") await withTimeout(leftMs(graceEndsAt), finished);
      await Promise.all([finished, httpApp.close()]);
      await services.close();
      await metricsServer?.close();
      await database.close();
      await withTimeout(LAST_SPANS_MS, endTracing());
      return true;
    };
    if (await withTimeout(leftMs(graceEndsAt + stopRestMs), finish())) logger.info("Stopped");
    else logger.warn("Stopped without waiting any longer for the database and what it keeps waiting");
  }
  let stopping: Promise<void> | undefined;
  return { url, metricsUrl: metricsServer?.url ?? null, services, close: () => (stopping ??= stop()) };
}

/** The parts that take long to load. */
async function loadServer() {
  const { agreeOnEmbeddingModel, createServices, startEmbeddingModel } = await import("./services.ts");
  const { createHttpApp } = await import("./transports/http/http-app.ts");
  return { agreeOnEmbeddingModel, createServices, startEmbeddingModel, createHttpApp };
}

async function startEmbedding(
  config: Config,
  logger: Logger,
  { dependencies }: ServerOverrides,
): Promise<EmbeddingModel | null> {
  if (dependencies?.embedding !== undefined) return dependencies.embedding;
  const { startEmbeddingModel } = await loadServer();
  return startEmbeddingModel(config, logger);
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
    beforeScrape: addDatabaseMetrics(registry, services.database, {
      version: services.serverInfo.version,
      embeddingModel: services.embeddingModel,
      namedModel: services.namedEmbeddingModel,
    }),
    logger,
  });
}
