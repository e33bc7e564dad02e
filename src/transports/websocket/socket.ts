import { CloseCode } from "graphql-ws";
import type { Logger } from "pino";
import type { RawData, WebSocket } from "ws";
import type { TransportLimits } from "../limits.ts";

/** RFC 6455's registry. Clients of graphql-ws come back after it, and take their stream up where it broke. */
export const TRY_AGAIN_LATER = 1013;

/** In how many parts all sockets have their heartbeat, one after the other, so that thousands hold nothing up. */
const HEARTBEAT_PARTS = 20;

/** Who speaks the protocol on a socket. */
export type Receiver = {
  readonly socket: PacedSocket;
  receive(message: string): Promise<void>;
  closed(): void;
};

/**
 * Joins WebSockets to those who speak on them. There may be thousands, most of them silent, so they share one timer for
 * their heartbeats, and their listeners.
 */
export function createSockets(limits: TransportLimits, onDropped: () => void, logger: Logger) {
  const joined = new Map<WebSocket, Receiver>();
  const parts = Array.from({ length: HEARTBEAT_PARTS }, () => new Set<PacedSocket>());
  let turn = 0;
  const heartbeat = setInterval(() => {
    turn = (turn + 1) % HEARTBEAT_PARTS;
    for (const socket of parts[turn]!) socket.beat();
  }, limits.heartbeatMs / HEARTBEAT_PARTS).unref();

  function onMessage(this: WebSocket, data: RawData) {
    const receiver = joined.get(this)!;
    receiver.socket.heard();
    receiver.receive(String(data)).catch((error: unknown) => {
      logger.error({ err: error }, "A WebSocket message could not be handled");
      this.close(CloseCode.InternalServerError, "Internal server error");
    });
  }
  function onPing(this: WebSocket) {
    joined.get(this)?.socket.pinged();
  }
  function onPong(this: WebSocket) {
    joined.get(this)?.socket.ponged();
  }
  // Such as a message larger than maxPayload: ws closes the socket with the fitting code.
  const onError = (error: Error) => logger.debug({ error: error.message }, "A WebSocket failed");
  function onClose(this: WebSocket) {
    const receiver = joined.get(this)!;
    joined.delete(this);
    for (const part of parts) part.delete(receiver.socket);
    receiver.closed();
  }

  return {
    join(socket: WebSocket, createReceiver: (socket: PacedSocket) => Receiver) {
      const paced = new PacedSocket(socket, limits, onDropped);
      parts[joined.size % HEARTBEAT_PARTS]!.add(paced);
      joined.set(socket, createReceiver(paced));
      socket.on("message", onMessage);
      socket.on("ping", onPing);
      socket.on("pong", onPong);
      socket.on("error", onError);
      socket.on("close", onClose);
    },
    /** Those that are not closed yet. */
    all: (): WebSocket[] => [...joined.keys()],
    /** Ends the heartbeat. */
    close: () => clearInterval(heartbeat),
  };
}

/** Keeps no more in memory than the reader keeps up with, and finds out whether there is one. */
export class PacedSocket {
  readonly webSocket: WebSocket;
  private readonly limits: TransportLimits;
  private readonly onDropped: () => void;
  private waiting = 0;
  /** For how many heartbeats nothing of what waits was taken. */
  private beatsStalled = 0;
  /** For how many a pong has been missing; -1: none is. */
  private beatsUnanswered = -1;

  constructor(webSocket: WebSocket, limits: TransportLimits, onDropped: () => void) {
    this.webSocket = webSocket;
    this.limits = limits;
    this.onDropped = onDropped;
  }

  get protocol(): string {
    return this.webSocket.protocol;
  }

  /** Resolves when the operating system has taken the message, so that each operation has one waiting at most. */
  send(message: string): Promise<void> {
    return new Promise((resolve) => {
      if (this.webSocket.readyState !== this.webSocket.OPEN) return resolve();
      if (this.isLagging) {
        this.drop();
        return resolve();
      }
      if (this.waiting++ === 0) this.beatsStalled = 0;
      this.webSocket.send(message, (error) => {
        this.waiting--;
        this.beatsStalled = 0;
        // Its client comes back.
        if (error) this.webSocket.terminate();
        resolve();
      });
    });
  }

  close(code: number, reason: string) {
    this.webSocket.close(code, reason);
  }

  /** Silence is counted in heartbeats, not by the clock: a process that stood still blames no reader for that. */
  beat() {
    const stalledBeats = Math.ceil(this.limits.stalledMs / this.limits.heartbeatMs) + 1;
    if (this.waiting > 0 && ++this.beatsStalled >= stalledBeats) return this.drop();
    // A pong waits behind all that a slow reader has still to read.
    if (this.beatsUnanswered >= 0 && ++this.beatsUnanswered >= stalledBeats) return this.dropSilent();
    if (this.waiting > 0 || this.beatsUnanswered >= 0) return;
    this.beatsUnanswered = 0;
    this.webSocket.ping();
  }

  /** A pong may be behind it. */
  heard() {
    if (this.beatsUnanswered > 0) this.beatsUnanswered = 0;
  }

  ponged() {
    this.beatsUnanswered = -1;
  }

  /** ws answers each ping by itself, also where nobody reads the answers. */
  pinged() {
    this.heard();
    if (this.isLagging) this.drop();
  }

  private get isLagging() {
    return this.webSocket.bufferedAmount > this.limits.maxLagBytes;
  }

  private dropSilent() {
    this.onDropped();
    this.webSocket.terminate();
  }

  private drop() {
    if (this.webSocket.readyState !== this.webSocket.OPEN) return;
    this.onDropped();
    this.webSocket.close(TRY_AGAIN_LATER, "Reading too slowly");
    setTimeout(() => this.webSocket.terminate(), this.limits.lingerMs).unref();
  }
}
