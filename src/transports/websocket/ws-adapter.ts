import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { handleProtocols } from "graphql-ws";
import type { Logger } from "pino";
import { WebSocket, WebSocketServer, type RawData } from "ws";
import type { TransportLimits } from "../limits.ts";
import { createHeartbeat } from "./heartbeat.ts";
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
  open: (socket: PacedSocket, request: IncomingMessage) => SocketHandler;
  /** Called when a reader is dropped. */
  onDropped: () => void;
  logger: Logger;
}) {
  const { limits, onDropped, logger } = options;
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
  function onClose(this: WebSocket) {
    const socket = joined.get(this)!;
    joined.delete(this);
    heartbeat.leave(socket);
    turns.leave(socket);
    socket.onClose();
  }

  function join(webSocket: WebSocket, tcp: Duplex, request: IncomingMessage) {
    webSocket.on("error", onError);
    if (disposing) return closeForRestart(webSocket);
    const socket = new PacedSocket(webSocket, tcp, limits, onDropped);
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

  options.server.on("upgrade", (request: IncomingMessage, tcp: Duplex, head: Buffer) => {
    const [pathname] = (request.url ?? "").split("?", 1);
    if (pathname !== options.path) return refuse(tcp);
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

function refuse(tcp: Duplex) {
  tcp.on("error", () => tcp.destroy());
  tcp.once("finish", () => tcp.destroy());
  tcp.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}
