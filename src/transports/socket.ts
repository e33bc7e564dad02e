import { CloseCode, type WebSocket as ProtocolSocket } from "graphql-ws";
import type { Logger } from "pino";
import type { WebSocket } from "ws";

/** Load balancers cut connections that are silent for 60 seconds or more. */
const HEARTBEAT_MS = 12_000;
/** A reader that took nothing for so long is dropped, and one that has so much to catch up with. */
const STALLED_MS = 30_000;
const MAX_LAG_BYTES = 1024 * 1024;
/** RFC 6455's registry. Clients of graphql-ws come back after it, and take their stream up where it broke. */
export const TRY_AGAIN_LATER = 1013;
const LINGER_MS = 1000;

type Opened = (socket: ProtocolSocket) => (code?: number, reason?: string) => Promise<void>;

/**
 * Joins a WebSocket to the protocol: heartbeats, and no more in memory than the reader keeps up with. `send` resolves
 * when the operating system has taken the message, so each operation has one message waiting at most.
 */
export function attachSocket(socket: WebSocket, opened: Opened, logger: Logger) {
  let waiting = 0;
  let progressedAt = performance.now();
  let pongMissing = false;

  function drop(reason: string) {
    socket.close(TRY_AGAIN_LATER, reason);
    setTimeout(() => socket.terminate(), LINGER_MS).unref();
  }
  const heartbeat = setInterval(() => {
    if (waiting > 0 && performance.now() - progressedAt > STALLED_MS) return drop("Reading too slowly");
    if (waiting > 0) return;
    if (pongMissing) return socket.terminate();
    pongMissing = true;
    socket.ping();
  }, HEARTBEAT_MS);

  const closed = opened({
    protocol: socket.protocol,
    send: (data) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        if (socket.bufferedAmount > MAX_LAG_BYTES) {
          drop("Reading too slowly");
          return resolve();
        }
        if (waiting++ === 0) progressedAt = performance.now();
        socket.send(data, (error) => {
          waiting--;
          progressedAt = performance.now();
          if (error && socket.readyState === socket.OPEN) reject(error);
          else resolve();
        });
      }),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (receive) =>
      socket.on("message", (data) => {
        receive(String(data)).catch((error: unknown) => {
          logger.error({ err: error }, "A WebSocket message could not be handled");
          socket.close(CloseCode.InternalServerError, "Internal server error");
        });
      }),
  });

  socket.on("pong", () => (pongMissing = false));
  // Such as a message larger than maxPayload: ws closes the socket with the fitting code.
  socket.on("error", (error) => logger.debug({ error: error.message }, "A WebSocket failed"));
  socket.once("close", (code, reason) => {
    clearInterval(heartbeat);
    closed(code, String(reason)).catch((error: unknown) =>
      logger.error({ err: error }, "A WebSocket did not end cleanly"),
    );
  });
}
