import { setTimeout as sleep } from "node:timers/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import type { Logger } from "pino";
import { connectionArrived } from "../../async/rounds.ts";
import { withTimeout } from "../../async/with-timeout.ts";
import { TooLargeError } from "../../errors/errors.ts";
import type { ApiServices } from "../../graphql/context.ts";
import { createSchema } from "../../graphql/schema.ts";
import { createApollo } from "./apollo.ts";
import { createGraphQLHandler } from "./graphql-route.ts";
import { createUnreadBytes } from "../unread-bytes.ts";
import { REQUEST_ID_HEADER, requestIdOf } from "../../observability/request-id.ts";
import { createAddressConnections } from "./edge/address-connections.ts";
import { addAnswerLimits } from "./edge/answer-limits.ts";
import { addRequestIds } from "./edge/request-ids.ts";
import { addCors } from "./edge/cors.ts";
import { createDoor } from "./edge/door.ts";
import { createBodyWatch } from "./edge/body-watch.ts";
import { addJsonBodies } from "./edge/json-bodies.ts";
import { addRefusals } from "./edge/refusals.ts";
import { addSecurityHeaders } from "./edge/security-headers.ts";
import { toRequestError } from "./edge/request-error.ts";
import { limitConnections, serverOptions } from "./edge/server-options.ts";
import { createClientAddress } from "../client-address.ts";
import { createAdmission, overloaded } from "../admission.ts";
import { createHttpStreams } from "./http-streams.ts";
import type { TransportLimits } from "../limits.ts";
import { createDocuments } from "../../graphql/execution/documents.ts";
import { createOperationParser } from "../../graphql/execution/operation.ts";
import { findPages, PAGE_DIRECTORIES, type PageDirectories } from "./pages/built-pages.ts";
import { addPages } from "./pages/pages.ts";
import { SANDBOX_POLICY } from "./pages/policies.ts";
import { requestContext } from "./request-context.ts";
import { refuse } from "./refuse.ts";
import { isTooLarge } from "./transcripts/read-form.ts";
import { transcriptRoutes, UPLOAD_PATH } from "./transcripts/routes.ts";
import { createWebSocketTransport } from "../websocket/websocket.ts";

/** The operator's settings for HTTP. */
export type HttpSettings = {
  host: string;
  port: number;
  /** The origins whose pages may call the API, `*` for any; empty: those of this machine while `host` is a loopback address, else none. */
  corsOrigins: string[];
  /** Limit of an uploaded transcript, in bytes of UTF-8. */
  transcriptMaxBytes: number;
  httpStreams: { maxPerSession: number };
  /** How many requests are worked on at once; 0: any number. */
  maxConcurrentRequests: number;
  sockets: { maxSubscriptions: number; maxPerSession: number };
  /** Connections of all clients; 0: no limit. */
  maxConnections: number;
  /** Connections of one client's address; 0: no limit. */
  maxConnectionsPerAddress: number;
  /** Whether `/` is the page; if not, it leads to GraphQL. */
  demoPage: boolean;
  /** Whose X-Forwarded-For is believed: nobody's, that of so many proxies, or of those at these addresses. */
  trustProxy: false | number | string[];
};

const GRAPHQL_PATH = "/graphql";
/** Connections that wait to be accepted: a client whose connection is one too many tries again only after a second. */
const BACKLOG = 4096;
/** How long the events of what has just ended may take to their readers. */
const LAST_EVENTS_MS = 100;
/** How long requests that are under way when the server has stopped its work may take to their end. */
const LAST_REQUESTS_MS = 1000;

/**
 * The HTTP server with all that it serves on its port: `/graphql` on every transport (with Sandbox for browsers), the page at
 * `/`, `/graphiql`, transcripts as files, `/health/live` and `/health/ready`.
 */
export async function createHttpApp(
  config: HttpSettings,
  services: ApiServices,
  limits: TransportLimits,
  logger: Logger,
  pageDirectories: PageDirectories = PAGE_DIRECTORIES,
) {
  const pages = findPages(pageDirectories, config);
  const graphiql = pages.find(({ path, isBuilt }) => path === "/graphiql" && isBuilt);
  const schema = createSchema();
  const documents = createDocuments(schema);
  const parseOperation = createOperationParser(schema, documents);
  const apollo = createApollo(schema, documents, graphiql?.path ?? null, logger);
  await apollo.start();
  const unread = createUnreadBytes(limits.maxUnreadBytes);
  const httpStreams = createHttpStreams({
    services,
    limits: { ...config.httpStreams, ...limits },
    unread,
    logger,
  });
  const answerByApollo = fastifyApolloHandler(apollo, {
    context: async (request, reply) => requestContext(services, request, reply),
  });
  let isOpen = false;

  const admission = createAdmission({
    maxRunning: config.maxConcurrentRequests,
    waitMs: limits.admissionWaitMs,
    countedMs: limits.admissionCountedMs,
    onRefused: services.metrics.overloaded,
  });
  const clientAddress = createClientAddress(config.trustProxy, logger);
  const door = createDoor({
    admission,
    addressOf: clientAddress.addressOf,
    takesPlace: ({ method, url }) => method === "POST" && url?.split("?", 1)[0] === GRAPHQL_PATH,
  });

  const connections = createAddressConnections({
    max: config.maxConnectionsPerAddress,
    lingerMs: limits.lingerMs,
    clientAddress,
    metrics: services.metrics,
  });

  const refuseRequest = (request: FastifyRequest, reply: FastifyReply, error: unknown) =>
    refuse(request, reply, isBodyTooLarge(error) ? bodyTooLarge(config) : error, { logger, ...limits });

  const fastify = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: ({ headers }) => requestIdOf(headers[REQUEST_ID_HEADER]),
    bodyLimit: bodyLimit(config),
    forceCloseConnections: "idle",
    trustProxy: clientAddress.trust,
    ...serverOptions(limits),
    frameworkErrors: (error, request, reply) => void refuseRequest(request, reply, toRequestError(error)),
  });
  door.guard(fastify.server);
  limitConnections(fastify.server, config);
  connections.watch(fastify.server);
  addRequestIds(fastify);
  await addSecurityHeaders(fastify);
  await addCors(fastify, config, logger);
  fastify.addHook("onRequest", async ({ raw }) => clientAddress.noticeProxy(raw));
  fastify.addHook("onRequest", async (request, reply) => {
    const refused = connections.refusal(request.raw, reply.raw);
    if (refused) return refuseRequest(request, reply.header("connection", "close"), refused);
  });
  fastify.addHook("onResponse", async ({ routeOptions }, { statusCode }) => {
    // GraphQL counts its own.
    if (statusCode === 500 && routeOptions.url !== GRAPHQL_PATH) services.metrics.requestFailed();
  });
  fastify.addHook("onSend", async (_request, reply) => {
    if (!isOpen) reply.header("connection", "close");
  });
  addRefusals(fastify, refuseRequest);
  const bodies = createBodyWatch(limits);
  addJsonBodies(fastify, bodies);
  const { stalledMs } = limits;
  addAnswerLimits(fastify, { stalledMs, unread, onDropped: () => services.metrics.readerDropped("http") });
  // A client that asks first need not send what is refused by its length.
  fastify.server.on("connection", connectionArrived);
  fastify.server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    if (!isRefusedUnread(request, config)) response.writeContinue();
    fastify.server.emit("request", request, response);
  });
  if (!config.demoPage) fastify.get("/", (_request, reply) => reply.redirect(GRAPHQL_PATH));
  await addPages(fastify, pages, { refuse: refuseRequest, logger });
  fastify.get("/health/live", () => ({ status: "ok" }));
  fastify.get("/health/ready", async (_request, reply) => {
    const parts = { server: isOpen ? "ok" : "stopping", database: await services.database.health() };
    const isReady = Object.values(parts).every((state) => state === "ok");
    // A detail alone: a replica that hears no notification sees all the same what others do, by polling, only later.
    const listen = services.bus.listening();
    return reply.code(isReady ? 200 : 503).send({
      status: isReady ? "ok" : "unavailable",
      parts,
      ...(listen !== null && { details: { listen } }),
    });
  });
  fastify.route({
    url: GRAPHQL_PATH,
    method: ["GET", "POST", "OPTIONS"],
    async onRequest(request, reply) {
      if (door.isRefused(request.raw)) return refuse(request, reply, overloaded(), { logger, ...limits });
    },
    async preHandler(request) {
      door.hasCome(request.raw);
    },
    async onSend(_request, reply) {
      if (String(reply.getHeader("content-type")).startsWith("text/html"))
        reply.header("content-security-policy", SANDBOX_POLICY);
    },
    handler: createGraphQLHandler({
      documents,
      parseOperation,
      httpStreams,
      answerByApollo: (request, reply) => answerByApollo.call(fastify, request, reply),
      services,
      admission,
      limits,
      logger,
    }),
  });
  await fastify.register(
    transcriptRoutes({
      schema,
      services,
      admission,
      maxBytes: config.transcriptMaxBytes,
      limits,
      bodies,
      unread,
      logger,
    }),
  );
  const webSocket = createWebSocketTransport({
    server: fastify.server,
    path: GRAPHQL_PATH,
    parseOperation,
    services,
    clientAddress,
    connections,
    admission,
    limits: { ...config.sockets, ...limits },
    unread,
    logger,
  });

  return {
    /** Listens. Resolves to the URL of GraphQL. */
    async open(): Promise<string> {
      const address = await fastify.listen({ host: config.host, port: config.port, backlog: BACKLOG });
      isOpen = true;
      return address + GRAPHQL_PATH;
    },
    /** Fails readiness, and has clients open another connection for their next request. Serves on. */
    drain() {
      isOpen = false;
    },
    /**
     * Gives readers a moment for the last events, takes no more connections, ends sockets and streams in a way that makes clients reconnect, and lets the requests under way
     * end, for a second at most.
     */
    async close() {
      isOpen = false;
      if (webSocket.size + httpStreams.size > 0) await sleep(LAST_EVENTS_MS);
      const closed = fastify.close();
      httpStreams.close();
      await webSocket.close();
      await withTimeout(LAST_REQUESTS_MS, closed);
      fastify.server.closeAllConnections();
      await closed;
      await apollo.stop();
    },
  };
}

/** Room for an uploaded transcript as JSON, in which each byte may be escaped, and for the rest of the request. */
const bodyLimit = (config: HttpSettings) => config.transcriptMaxBytes * 6 + 100_000;

const isBodyTooLarge = (error: unknown) =>
  error instanceof Error && "status" in error && error.status === 413;

const bodyTooLarge = (config: HttpSettings) =>
  new TooLargeError(
    `The body is larger than the ${bodyLimit(config)} bytes that are taken: send a transcript as a file to POST ${UPLOAD_PATH}, of at most ${config.transcriptMaxBytes} bytes.`,
  );

function isRefusedUnread({ url, headers }: IncomingMessage, config: HttpSettings): boolean {
  const length = headers["content-length"];
  if (url?.split("?", 1)[0] === UPLOAD_PATH) return isTooLarge(length, config.transcriptMaxBytes);
  return Number(length) > bodyLimit(config);
}
