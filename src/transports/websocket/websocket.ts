import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { handleProtocols } from "graphql-ws";
import type { Logger } from "pino";
import { WebSocketServer } from "ws";
import { Context, type ApiServices } from "../../graphql/context.ts";
import { ClientError, maskError } from "../../errors/errors.ts";
import type { OperationParser } from "../../graphql/execution/operation.ts";
import { Connection, type ConnectionHooks } from "./connection.ts";
import { createSessionSockets } from "./session-sockets.ts";
import type { TransportLimits } from "../limits.ts";
import { createSockets, TRY_AGAIN_LATER } from "./socket.ts";
import { formatErrors, single, subscribe, SubscriptionError } from "../../graphql/execution/subscribe.ts";

/** Larger than any sensible operation, and small enough that a thousand of them do no harm. */
const MAX_PAYLOAD_BYTES = 128 * 1024;
/** RFC 6455's registry: the service restarts. Clients of graphql-ws come back after it. */
const SERVICE_RESTART = 1012;
/** Of a socket without a session, which can do little but open one. */
const MAX_OPERATIONS_WITHOUT_SESSION = 5;
/** How many sockets are closed at once when the server stops, so that not all clients come back in one moment. */
const CLOSE_BATCH = 200;
const CLOSE_BATCH_PAUSE_MS = 50;

/**
 * GraphQL over WebSocket (graphql-transport-ws) on `path` of an HTTP server. Anyone may connect, since clients such as
 * Sandbox connect before they have a token; each operation is authorized.
 */
export function createWebSocketTransport(options: {
  server: Server;
  path: string;
  parseOperation: OperationParser;
  services: ApiServices;
  limits: TransportLimits & { maxSubscriptions: number; maxPerSession: number };
  logger: Logger;
}) {
  const { server, parseOperation, services, limits, logger } = options;
  const upgrades = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAYLOAD_BYTES,
    perMessageDeflate: false,
    // Of them `sockets` keeps count.
    clientTracking: false,
    handleProtocols,
  });
  const { metrics } = services;
  const sockets = createSockets(limits, () => metrics.readerDropped("websocket"), logger);
  metrics.gauge("video_rag_websockets", "WebSockets that are open here", () => sockets.all().length);
  const sessionSockets = createSessionSockets({ services, limits });
  let closing = false;

  const hooks: ConnectionHooks = {
    initWaitMs: limits.initWaitMs,
    async init(connection, params) {
      const { webSocket } = connection.socket;
      connection.authorization = authorizationIn(params) ?? connection.authorization;
      try {
        connection.hasSession = await sessionSockets.register(webSocket, connection.authorization);
      } catch (error) {
        // Such as a database that is away for a moment.
        logger.error({ err: error }, "A WebSocket could not be authorized");
        webSocket.close(TRY_AGAIN_LATER, "Try again later");
      }
    },
    start(connection, request) {
      const maximum = connection.hasSession ? limits.maxSubscriptions : MAX_OPERATIONS_WITHOUT_SESSION;
      if (connection.operationCount >= maximum) {
        const message = `This socket already has ${maximum} operations: end one first.`;
        return [maskError(new ClientError("LIMIT_REACHED", message), logger)];
      }
      const operation = parseOperation(request, new Context(services, connection.authorization));
      if ("errors" in operation) return formatErrors(operation.errors, logger);
      return operation.isSubscription ? subscribe(operation, logger) : single(operation, logger);
    },
    broke({ socket, hasSession }, error) {
      if (error instanceof SubscriptionError) {
        if (hasSession && error.endsSession) sessionSockets.expire(socket.webSocket);
        return error.errors;
      }
      socket.close(TRY_AGAIN_LATER, "Try again later");
      return [maskError(error, logger)];
    },
    leave(stream) {
      // Not awaited: a query that is under way ends when it ends.
      stream.return().catch((error: unknown) => logger.error({ err: error }, "A stream did not end cleanly"));
    },
  };

  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const [pathname] = (request.url ?? "").split("?", 1);
    if (pathname !== options.path) return refuse(socket, "404 Not Found");
    if (closing) return refuse(socket, "503 Service Unavailable");
    const { authorization } = request.headers;
    upgrades.handleUpgrade(request, socket, head, (webSocket) =>
      sockets.join(webSocket, (paced) => new Connection(paced, authorization, hooks)),
    );
  });

  return {
    /** Refuses upgrades and tells clients to come back, some at a time. */
    async close() {
      closing = true;
      const clients = sockets.all();
      for (let start = 0; start < clients.length; start += CLOSE_BATCH) {
        for (const client of clients.slice(start, start + CLOSE_BATCH))
          client.close(SERVICE_RESTART, "Service restart");
        if (start + CLOSE_BATCH < clients.length) await sleep(CLOSE_BATCH_PAUSE_MS);
      }
      const lingering = setTimeout(() => clients.forEach((client) => client.terminate()), limits.lingerMs);
      await Promise.all(
        clients.map(
          (client) =>
            client.readyState === client.CLOSED || new Promise((resolve) => client.once("close", resolve)),
        ),
      );
      clearTimeout(lingering);
      sockets.close();
      upgrades.close();
      sessionSockets.close();
    },
  };
}

function refuse(socket: Duplex, status: string) {
  socket.on("error", () => socket.destroy());
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** connectionParams.authorization or connectionParams.headers.authorization. */
function authorizationIn(connectionParams: Record<string, unknown> | null | undefined): unknown {
  const find = (from: unknown) =>
    Object.entries((from ?? {}) as Record<string, unknown>).find(
      ([key]) => key.toLowerCase() === "authorization",
    )?.[1];
  return find(connectionParams) ?? find(connectionParams?.["headers"]);
}
