import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { handleProtocols } from "graphql-ws";
import type { Logger } from "pino";
import { WebSocket, WebSocketServer, type RawData } from "ws";
import { REQUEST_ID_HEADER, requestIdOf } from "../../observability/request-id.ts";
import type { UnreadBytes } from "../unread-bytes.ts";
import type { TransportLimits } from "../limits.ts";
import { createHeartbeat } from "./heartbeat.ts";
import type { AddressConnections } from "../http/edge/address-connections.ts";
import { limitRefusal, refuseRaw } from "../http/edge/raw-refusal.ts";
import { RequestError } from "../http/edge/request-error.ts";
import { createMessageTurns } from "./message-turns.ts";
import { PacedSocket, type SocketHandler } from "./paced-socket.ts";

/** Larger than any sensible operation, and small enough that a thousand of them do no harm. */
const MAX_PAYLOAD_BYTES = 128 * 1024;
const MESSAGE_TOO_BIG = 1009;
/** At most 123 bytes. */
const TOO_BIG_REASON =
  "A message has at most 128 KB: send larger transcripts by POST, to /graphql or as files to /transcripts";
/** A close code of RFC 6455's registry, after which clients of graphql-ws reconnect. */
const SERVICE_RESTART = 1012;
/** How many sockets are closed at once when the server stops, so that not all clients reconnect at the same moment. */
const CLOSE_BATCH = 200;
const CLOSE_BATCH_PAUSE_MS = 50;

const NOT_HERE = new RequestError(404, "There is no WebSocket here: connect to /graphql.", {}, "NOT_FOUND");

/** For `shouldUpgradeCallback` of an HTTP server: a request for another protocol, such as h2c, is served as it is. */
export const isWebSocketUpgrade = ({ headers }: IncomingMessage): boolean =>
  headers.upgrade?.toLowerCase() === "websocket";

/** A WebSocket that says what to do about a message over the limit, for which ws itself gives no reason. */
class ExplainingWebSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code, code === MESSAGE_TOO_BIG ? (reason ?? TOO_BIG_REASON) : reason);
  }
}

/**
 * Accepts WebSockets of the package ws on `path` of an HTTP server. There may be thousands, most of them silent, so they
 * share their heartbeat and their listeners.
 */
export function acceptWebSockets(options: {
  server: Server;
  path: string;
  limits: TransportLimits;
  connections: Pick<AddressConnections, "refusal">;
  unread: UnreadBytes;
  open: (socket: PacedSocket, request: IncomingMessage) => SocketHandler;
  /** Called when a reader is dropped. */
  onDropped: () => void;
  /** Called with the close code of each socket that has closed. */
  onClosed: (code: number) => void;
  logger: Logger;
}) {
  const { limits, unread, onDropped, onClosed, logger } = options;
  const upgrades = new WebSocketServer({
    noServer: true,
    WebSocket: ExplainingWebSocket,
    maxPayload: MAX_PAYLOAD_BYTES,
    perMessageDeflate: false,
    // `joined` tracks them.
    clientTracking: false,
    handleProtocols,
  });
  const joined = new Map<WebSocket, PacedSocket>();
  const heartbeat = createHeartbeat(limits.heartbeatMs);
  const turns = createMessageTurns();
  let disposing = false;

  function onMessage(this: WebSocket, data: RawData) {
    const socket = joined.get(this);
    if (socket) turns.take(socket, data);
  }
  function onPing(this: WebSocket) {
    joined.get(this)?.onPing();
  }
  function onPong(this: WebSocket) {
    joined.get(this)?.onPong();
  }
  // Such as a message larger than maxPayload: ws closes the socket with the fitting code.
  const onError = (error: Error) => logger.debug({ error: error.message }, "A WebSocket failed");
  function onClose(this: WebSocket, code: number) {
    onClosed(code);
    const socket = joined.get(this)!;
    joined.delete(this);
    heartbeat.leave(socket);
    turns.leave(socket);
    socket.onClose();
  }

  function join(webSocket: WebSocket, tcp: Duplex, request: IncomingMessage) {
    webSocket.on("error", onError);
    if (disposing) return closeForRestart(webSocket);
    const socket = new PacedSocket(webSocket, tcp, { limits, unread, onDropped });
    socket.handler = options.open(socket, request);
    joined.set(webSocket, socket);
    heartbeat.join(socket);
    webSocket.on("message", onMessage);
    webSocket.on("ping", onPing);
    webSocket.on("pong", onPong);
    webSocket.on("close", onClose);
  }

  function closeForRestart(webSocket: WebSocket) {
    webSocket.close(SERVICE_RESTART, "Service restart");
    const lingering = setTimeout(() => webSocket.terminate(), limits.lingerMs);
    webSocket.once("close", () => clearTimeout(lingering));
  }

  upgrades.on("wsClientError", (error: Error, tcp: Duplex, request: IncomingMessage) =>
    refuseRaw(
      tcp,
      new RequestError(400, `This is no WebSocket handshake: ${error.message}.`),
      String(request.headers[REQUEST_ID_HEADER]),
    ),
  );
  upgrades.on("headers", (headers, request) =>
    headers.push(`${REQUEST_ID_HEADER}: ${String(request.headers[REQUEST_ID_HEADER])}`),
  );
  options.server.on("upgrade", (request: IncomingMessage, tcp: Duplex, head: Buffer) => {
    const [pathname] = (request.url ?? "").split("?", 1);
    const requestId = requestIdOf(request.headers[REQUEST_ID_HEADER]);
    const refused = options.connections.refusal(request, tcp);
    if (refused) return refuseRaw(tcp, limitRefusal(refused), requestId);
    if (pathname !== options.path) return refuseRaw(tcp, NOT_HERE, requestId);
    request.headers[REQUEST_ID_HEADER] = requestId;
    upgrades.handleUpgrade(request, tcp, head, (webSocket) => join(webSocket, tcp, request));
  });

  return {
    /** The number of open sockets. */
    get size() {
      return joined.size;
    },

    /**
     * Closes the open sockets in batches, and new ones at once, so that clients reconnect. New ones are accepted first, since
     * clients of graphql-ws give up for good on an HTTP status. Resolves when the sockets that were open are closed.
     */
    async dispose() {
      disposing = true;
      const open = [...joined.keys()];
      const closed = open.map((webSocket) => new Promise((resolve) => webSocket.once("close", resolve)));
      for (let start = 0; start < open.length; start += CLOSE_BATCH) {
        if (start > 0) await sleep(CLOSE_BATCH_PAUSE_MS);
        for (const webSocket of open.slice(start, start + CLOSE_BATCH)) closeForRestart(webSocket);
      }
      await Promise.all(closed);
      heartbeat.stop();
    },
  };
}
