import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginLandingPageLocalDefault } from "@apollo/server/plugin/landingPage/default";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import cors from "@fastify/cors";
import Fastify, { LogController, type FastifyBaseLogger } from "fastify";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { Context } from "./context.ts";
import { openDatabase } from "./database.ts";
import { maskError } from "./errors.ts";
import { createSchema } from "./schema.ts";
import { createServices, type Edges, type Services } from "./services.ts";
import { createHttpStreams } from "./transports/http-streams.ts";
import { TRANSPORT_LIMITS, type TransportLimits } from "./transports/limits.ts";
import { statusPlugin } from "./transports/status-plugin.ts";
import { createOperationParser, limitRules, parseOptions } from "./transports/operation.ts";
import { createWebSocketTransport } from "./transports/websocket.ts";

const GRAPHQL_PATH = "/graphql";
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
 * Opens the database, starts all services and listens. `edges` replaces models and YouTube, and `limits` those of the
 * streaming transports, for tests.
 */
export async function startServer(
  config: Config,
  logger: Logger,
  edges: Partial<Edges> = {},
  limits: Partial<TransportLimits> = {},
): Promise<RunningServer> {
  const database = await openDatabase(config.database, logger, config.database.waitMs);
  const services = createServices(config, database, logger, edges);
  const schema = createSchema();
  let ready = false;

  const fastify = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimit(config),
    forceCloseConnections: true,
  });
  const apollo = new ApolloServer<Context>({
    schema,
    formatError: (_formatted, error) => maskError(error, logger),
    includeStacktraceInErrorResponses: false,
    introspection: true,
    plugins: [ApolloServerPluginLandingPageLocalDefault({ embed: true }), statusPlugin],
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    validationRules: limitRules,
    parseOptions,
  });
  await apollo.start();

  if (config.corsOrigins.length > 0) {
    await fastify.register(cors, {
      origin: config.corsOrigins.includes("*") ? "*" : config.corsOrigins,
      methods: ["GET", "POST", "OPTIONS"],
    });
  }
  fastify.get("/health/live", () => ({ status: "ok" }));
  fastify.get("/health/ready", async (_request, reply) => {
    const isReady = ready && (await canQuery(services));
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ok" : "unavailable" });
  });
  const parseOperation = createOperationParser(schema);
  const transportLimits = { ...TRANSPORT_LIMITS, ...limits };
  const httpStreams = createHttpStreams({ parseOperation, services, limits: transportLimits, logger });
  const answerByApollo = fastifyApolloHandler(apollo, {
    context: async (request) => new Context(services, request.headers.authorization),
  });
  fastify.route({
    url: GRAPHQL_PATH,
    method: ["GET", "POST", "OPTIONS"],
    async handler(request, reply) {
      return (await httpStreams.handle(request, reply))
        ? reply
        : answerByApollo.call(fastify, request, reply);
    },
  });
  const webSocket = createWebSocketTransport({
    server: fastify.server,
    path: GRAPHQL_PATH,
    parseOperation,
    services,
    limits: { ...config.sockets, ...transportLimits },
    logger,
  });

  const address = await fastify.listen({ host: config.host, port: config.port });
  ready = true;

  async function stop() {
    ready = false;
    // Readers go on at once on another replica, which sees what the runs here still write.
    httpStreams.close();
    await webSocket.close();
    await services.stop(STOP_GRACE_MS);
    await fastify.close();
    await apollo.stop();
    await database.close();
    logger.info("Stopped");
  }
  let stopping: Promise<void> | undefined;
  return { url: address + GRAPHQL_PATH, services, close: () => (stopping ??= stop()) };
}

/** An uploaded transcript as JSON, where each byte may be escaped, and what stands around it. */
const bodyLimit = (config: Config) => config.transcriptMaxBytes * 6 + 100_000;

async function canQuery({ database }: { database: { fork(): { execute(sql: string): Promise<unknown> } } }) {
  return database
    .fork()
    .execute("select 1")
    .then(
      () => true,
      () => false,
    );
}
