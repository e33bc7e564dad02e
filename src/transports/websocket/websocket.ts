import type { Server } from "node:http";
import pLimit, { type LimitFunction } from "p-limit";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import { ClientError, maskError } from "../../errors/errors.ts";
import { runWithFields } from "../../observability/log-fields.ts";
import { isRequestId, REQUEST_ID_HEADER, requestIdOf } from "../../observability/request-id.ts";
import { Context, type ApiServices } from "../../graphql/context.ts";
import type { OperationParser } from "../../graphql/execution/operation.ts";
import { inOperationSpan } from "../../graphql/execution/operation-span.ts";
import { formatErrors, single, subscribe, SubscriptionError } from "../../graphql/execution/subscribe.ts";
import type { ClientAddress } from "../client-address.ts";
import type { AddressConnections } from "../http/edge/address-connections.ts";
import type { Admission } from "../admission.ts";
import type { TransportLimits } from "../limits.ts";
import type { UnreadBytes } from "../unread-bytes.ts";
import { TRY_AGAIN_LATER } from "./paced-socket.ts";
import { Connection, type ProtocolHooks } from "./protocol.ts";
import { createSessionSockets } from "./session-sockets.ts";
import { acceptWebSockets } from "./ws-adapter.ts";

/** Limit of a socket without a session, which can do little but open one. */
const MAX_OPERATIONS_WITHOUT_SESSION = 5;

/** How many queries and mutations of a socket are executed at once; more wait for them, in order. */
const MAX_RUNNING = 10;

/** The server's data for a connection. */
type Client = {
  webSocket: WebSocket;
  /** The client's credentials: the header of the upgrade request, replaced by those in connection_init. */
  authorization: unknown;
  address: string;
  /** The id of the upgrade request, or that in connection_init. */
  requestId: string;
  /** That of the upgrade request, of which all operations are a part. */
  traceparent: unknown;
  /** How many operations have begun. */
  operations: number;
  hasSession: boolean;
  /** Made by its first query: thousands of sockets only listen. */
  limit: LimitFunction | null;
};

/**
 * GraphQL over WebSocket (graphql-transport-ws) on `path` of an HTTP server. Anyone may connect, since clients such as
 * Sandbox connect before they have a token; each operation is authorized.
 */
export function createWebSocketTransport(options: {
  server: Server;
  path: string;
  parseOperation: OperationParser;
  services: ApiServices;
  clientAddress: ClientAddress;
  connections: Pick<AddressConnections, "refusal">;
  admission: Admission;
  limits: TransportLimits & { maxSubscriptions: number; maxPerSession: number };
  unread: UnreadBytes;
  logger: Logger;
}) {
  const { parseOperation, services, clientAddress, admission, limits, logger } = options;
  const { metrics } = services;
  const sessionSockets = createSessionSockets({ services, limits });

  /** An operation that is refused ends alone: what runs on its socket goes on. */
  function refused(error: unknown): never {
    throw error instanceof ClientError ? new SubscriptionError([maskError(error, logger)]) : error;
  }

  async function connect(client: Client): Promise<void> {
    try {
      admission.check(client.address);
      client.hasSession = await sessionSockets.register(client.webSocket, client.authorization);
    } catch (error) {
      // Such as a server that is overloaded, or a database that is away for a moment.
      maskError(error, logger);
      client.webSocket.close(TRY_AGAIN_LATER, "Try again later");
    }
  }

  const hooks: ProtocolHooks<Client> = {
    initWaitMs: limits.initWaitMs,
    async onConnect({ extra: client }, params) {
      client.authorization = paramIn(params, "authorization") ?? client.authorization;
      // Browsers can set no header of an upgrade request.
      const requestId = paramIn(params, REQUEST_ID_HEADER);
      if (isRequestId(requestId)) client.requestId = requestId;
      await runWithFields({ requestId: client.requestId }, () => connect(client));
      return { requestId: client.requestId };
    },
    inOperation({ extra: client }, work) {
      runWithFields({ requestId: `${client.requestId}.${++client.operations}` }, work);
    },
    onSubscribe({ extra: client, operationCount }, payload) {
      const maximum = client.hasSession ? limits.maxSubscriptions : MAX_OPERATIONS_WITHOUT_SESSION;
      if (operationCount >= maximum) {
        const message = `This socket already has ${maximum} operations: end one first.`;
        return [maskError(new ClientError("LIMIT_REACHED", message), logger)];
      }
      const operation = parseOperation(payload, new Context(services, { ...client, transport: "websocket" }));
      if ("errors" in operation) return formatErrors(operation.errors, logger);
      if (operation.isSubscription) {
        admission.check(client.address);
        return subscribe(operation, logger);
      }
      const limit = (client.limit ??= pLimit(MAX_RUNNING));
      return single(operation, logger, (work) =>
        inOperationSpan(operation, client.traceparent, () =>
          limit(() => admission.run(client.address, work).catch(refused)),
        ),
      );
    },
    onStreamError({ extra: client }, error) {
      if (error instanceof SubscriptionError && !error.isPassing) {
        if (client.hasSession && error.endsSession) sessionSockets.expire(client.webSocket);
        return error.errors;
      }
      client.webSocket.close(TRY_AGAIN_LATER, "Try again later");
      return error instanceof SubscriptionError ? error.errors : [maskError(error, logger)];
    },
    onFault(error) {
      const told = maskError(error, logger);
      if (told.extensions?.["code"] === "INTERNAL_SERVER_ERROR") metrics.requestFailed();
      return [told];
    },
  };

  const sockets = acceptWebSockets({
    ...options,
    open(socket, request) {
      clientAddress.noticeProxy(request);
      const client = {
        webSocket: socket.webSocket,
        authorization: request.headers.authorization,
        address: clientAddress.addressOf(request),
        requestId: requestIdOf(request.headers[REQUEST_ID_HEADER]),
        traceparent: request.headers["traceparent"],
        operations: 0,
        hasSession: false,
        limit: null,
      };
      return new Connection(socket, client, hooks);
    },
    onDropped: () => metrics.readerDropped("websocket"),
    onClosed: metrics.webSocketClosed,
  });
  metrics.gauge("video_rag_websockets", "WebSockets that are open here", () => sockets.size);

  return {
    /** The number of open sockets. */
    get size() {
      return sockets.size;
    },
    /** Closes all sockets, so that clients reconnect elsewhere, and stops watching their sessions. */
    async close() {
      await sockets.dispose();
      sessionSockets.close();
    },
  };
}

/** What stands under a name in connectionParams or in connectionParams.headers, whatever the case of its letters. */
function paramIn(connectionParams: Record<string, unknown> | null | undefined, name: string): unknown {
  const valueIn = (from: unknown) =>
    Object.entries((from ?? {}) as Record<string, unknown>).find(([key]) => key.toLowerCase() === name)?.[1];
  return valueIn(connectionParams) ?? valueIn(connectionParams?.["headers"]);
}
