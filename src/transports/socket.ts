import { CloseCode, type WebSocket as ProtocolSocket } from "graphql-ws";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import type { TransportLimits } from "./limits.ts";

/** RFC 6455's registry. Clients of graphql-ws come back after it, and take their stream up where it broke. */
export const TRY_AGAIN_LATER = 1013;

/**
 * Of an operation. graphql-ws forgets the operation's id once this is sent, and has to do so before it reads the next
 * message, which may be an operation of the same id.
 */
const LAST_MESSAGE = /^\{"id":"(?:[^"\\]|\\.)*","type":"(?:complete|error)"/u;

type Opened = (socket: ProtocolSocket) => (code?: number, reason?: string) => Promise<void>;

/**
 * Joins a WebSocket to the protocol: heartbeats, and no more in memory than the reader keeps up with. `send` resolves
 * when the operating system has taken the message, so each operation has one message waiting at most.
 */
export function attachSocket(socket: WebSocket, opened: Opened, limits: TransportLimits, logger: Logger) {
  // Silence is counted in heartbeats, not by the clock: a process that stood still blames no reader for that.
  const stalledBeats = Math.ceil(limits.stalledMs / limits.heartbeatMs) + 1;
  let waiting = 0;
  /** For how many heartbeats nothing of what waits was taken. */
  let beatsStalled = 0;
  /** For how many a pong has been missing; null: none is. */
  let beatsUnanswered: number | null = null;

  function drop() {
    if (socket.readyState !== socket.OPEN) return;
    socket.close(TRY_AGAIN_LATER, "Reading too slowly");
    setTimeout(() => socket.terminate(), limits.lingerMs).unref();
  }
  const isLagging = () => socket.bufferedAmount > limits.maxLagBytes;
  const heartbeat = setInterval(() => {
    if (waiting > 0 && ++beatsStalled >= stalledBeats) return drop();
    // A pong waits behind all that a slow reader has still to read.
    if (beatsUnanswered !== null && ++beatsUnanswered >= stalledBeats) return socket.terminate();
    if (waiting > 0 || beatsUnanswered !== null) return;
    beatsUnanswered = 0;
    socket.ping();
  }, limits.heartbeatMs);

  const closed = opened({
    protocol: socket.protocol,
    send: (data) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        if (isLagging()) {
          drop();
          return resolve();
        }
        if (waiting++ === 0) beatsStalled = 0;
        if (LAST_MESSAGE.test(data)) resolve();
        socket.send(data, (error) => {
          waiting--;
          beatsStalled = 0;
          if (error && socket.readyState === socket.OPEN) reject(error);
          else resolve();
        });
      }),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (receive) =>
      socket.on("message", (data) => {
        // The pong may be behind it.
        if (beatsUnanswered !== null) beatsUnanswered = 0;
        receive(String(data)).catch((error: unknown) => {
          logger.error({ err: error }, "A WebSocket message could not be handled");
          socket.close(CloseCode.InternalServerError, "Internal server error");
        });
      }),
  });

  socket.on("pong", () => (beatsUnanswered = null));
  // ws answers each by itself, also where nobody reads the answers.
  socket.on("ping", () => {
    if (beatsUnanswered !== null) beatsUnanswered = 0;
    if (isLagging()) drop();
  });
  // Such as a message larger than maxPayload: ws closes the socket with the fitting code.
  socket.on("error", (error) => logger.debug({ error: error.message }, "A WebSocket failed"));
  socket.once("close", (code, reason) => {
    clearInterval(heartbeat);
    closed(code, String(reason)).catch((error: unknown) =>
      logger.error({ err: error }, "A WebSocket did not end cleanly"),
    );
  });
}
