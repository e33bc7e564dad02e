import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { ExecutionArgs, ExecutionResult } from "graphql";
import { handleProtocols, makeServer, type Context as ConnectionContext } from "graphql-ws";
import type { Logger } from "pino";
import { WebSocketServer, type WebSocket } from "ws";
import { Context } from "../context.ts";
import { ClientError, maskError } from "../errors.ts";
import type { Services } from "../services.ts";
import type { Operation, OperationParser } from "./operation.ts";
import { createSessionSockets } from "./session-sockets.ts";
import type { TransportLimits } from "./limits.ts";
import { createSockets, TRY_AGAIN_LATER } from "./socket.ts";
import { single, subscribe, SubscriptionError, type ResultStream } from "./subscribe.ts";

/** Larger than any sensible operation, and small enough that a thousand of them do no harm. */
const MAX_PAYLOAD_BYTES = 128 * 1024;
/** RFC 6455's registry: the service restarts. Clients of graphql-ws come back after it. */
const SERVICE_RESTART = 1012;
/** Of a socket without a session, which can do little but open one. */
const MAX_OPERATIONS_WITHOUT_SESSION = 5;
/** How many sockets are closed at once when the server stops, so that not all clients come back in one moment. */
const CLOSE_BATCH = 200;
const CLOSE_BATCH_PAUSE_MS = 50;

/** Of a connection. Not its request, which would hold some kilobytes for as long as it is open. */
type Extra = { authorization: string | undefined; webSocket: WebSocket; hasSession: boolean };
type Connection = ConnectionContext<Record<string, unknown>, Extra>;

/**
 * GraphQL over WebSocket (graphql-transport-ws) on `path` of an HTTP server. Anyone may connect, since clients such as
 * Sandbox connect before they have a token; each operation is authorized.
 */
export function createWebSocketTransport(options: {
  server: Server;
  path: string;
  parseOperation: OperationParser;
  services: Services;
  limits: TransportLimits & { maxSubscriptions: number; maxPerSession: number };
  logger: Logger;
}) {
  const { server, parseOperation, services, limits, logger } = options;
  const upgrades = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAYLOAD_BYTES,
    perMessageDeflate: false,
    // One message a turn: graphql-ws would confuse operations of one id that come in one chunk.
    allowSynchronousEvents: false,
    // Of them `sockets` keeps count.
    clientTracking: false,
    handleProtocols,
  });
  const sockets = createSockets(limits, logger);
  const sessionSockets = createSessionSockets({ services, limits });
  const guarded = (stream: ResultStream) =>
    new GuardedStream(stream, logger) as unknown as AsyncGenerator<ExecutionResult, void, void>;
  let closing = false;

  const protocol = makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: limits.initWaitMs,
    async onConnect(connection) {
      const { extra } = connection;
      try {
        extra.hasSession = await sessionSockets.register(extra.webSocket, authorizationOf(connection));
      } catch (error) {
        // Such as a database that is away for a moment.
        logger.error({ err: error }, "A WebSocket could not be authorized");
        extra.webSocket.close(TRY_AGAIN_LATER, "Try again later");
      }
    },
    onSubscribe(connection, _id, request) {
      const maximum = connection.extra.hasSession ? limits.maxSubscriptions : MAX_OPERATIONS_WITHOUT_SESSION;
      if (Object.keys(connection.subscriptions).length > maximum) {
        return [
          new ClientError("LIMIT_REACHED", `This socket already has ${maximum} operations: end one first.`),
        ];
      }
      const operation = parseOperation(request, new Context(services, authorizationOf(connection)));
      return "errors" in operation ? [...operation.errors] : operation;
    },
    subscribe: (operation: ExecutionArgs) => guarded(subscribe(operation as Operation, logger)),
    execute: (operation: ExecutionArgs) => guarded(single(operation as Operation, logger)),
    // Formatted already; the default would format anew.
    onNext: (_connection, _id, _payload, _operation, result) => result as never,
    onError(connection, _id, _payload, errors) {
      const cause = errors[0]?.originalError;
      if (cause instanceof SubscriptionError) {
        const { hasSession, webSocket } = connection.extra;
        if (hasSession && cause.endsSession) sessionSockets.expire(webSocket);
        return cause.errors;
      }
      if (cause) connection.extra.webSocket.close(TRY_AGAIN_LATER, "Try again later");
      return errors.map((error) => maskError(error, logger));
    },
  });

  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const [pathname] = (request.url ?? "").split("?", 1);
    if (pathname !== options.path) return refuse(socket, "404 Not Found");
    if (closing) return refuse(socket, "503 Service Unavailable");
    upgrades.handleUpgrade(request, socket, head, (webSocket) => {
      const opened = { authorization: request.headers.authorization, webSocket, hasSession: false };
      sockets.attach(webSocket, (adapter) => protocol.opened(adapter, opened));
    });
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

/** Each one of its own: one for all would hold on to whoever waits. */
const forever = () => new Promise<never>(() => {});

/**
 * The results alone, as what graphql-ws calls of an iterator: `next` and `return`. Nothing is sent after the client's
 * "complete", not even what was on its way. Nor does graphql-ws hear of the end, which it would take for that of an
 * operation that has been given the same id since.
 */
class GuardedStream {
  private readonly stream: ResultStream;
  private readonly logger: Logger;
  private returned = false;

  constructor(stream: ResultStream, logger: Logger) {
    this.stream = stream;
    this.logger = logger;
  }

  next() {
    return this.stream.next().then(
      ({ done, value }) =>
        this.returned ? forever() : done ? { done, value } : { done: false, value: value.result },
      (error: unknown) => (this.returned ? forever() : Promise.reject(error as Error)),
    );
  }

  async return() {
    this.returned = true;
    // Not awaited: a query that is under way ends when it ends.
    this.stream
      .return()
      .catch((error: unknown) => this.logger.error({ err: error }, "A stream did not end cleanly"));
    return { done: true as const, value: undefined };
  }

  [Symbol.asyncIterator]() {
    return this;
  }
}

function refuse(socket: Duplex, status: string) {
  socket.on("error", () => socket.destroy());
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** connectionParams.authorization, connectionParams.headers.authorization, or the header of the upgrade request. */
function authorizationOf({ connectionParams, extra }: Connection): unknown {
  const find = (from: unknown) =>
    Object.entries((from ?? {}) as Record<string, unknown>).find(
      ([key]) => key.toLowerCase() === "authorization",
    )?.[1];
  return find(connectionParams) ?? find(connectionParams?.["headers"]) ?? extra.authorization;
}
