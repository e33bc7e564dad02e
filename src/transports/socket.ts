import { CloseCode, type WebSocket as ProtocolSocket } from "graphql-ws";
import type { Logger } from "pino";
import type { RawData, WebSocket } from "ws";
import type { TransportLimits } from "./limits.ts";

/** RFC 6455's registry. Clients of graphql-ws come back after it, and take their stream up where it broke. */
export const TRY_AGAIN_LATER = 1013;

/**
 * Of an operation. graphql-ws forgets the operation's id once this is sent, and has to do so before it reads the next
 * message, which may be an operation of the same id.
 */
const LAST_MESSAGE = /^\{"id":"(?:[^"\\]|\\.)*","type":"(?:complete|error)"/u;

/** In how many parts all sockets have their heartbeat, one after the other, so that thousands hold nothing up. */
const HEARTBEAT_PARTS = 20;

type Opened = (socket: ProtocolSocket) => (code?: number, reason?: string) => Promise<void>;

/**
 * Joins WebSockets to the protocol: heartbeats, and no more in memory than each reader keeps up with. There may be
 * thousands, most of them silent, so they share one timer and their listeners.
 */
export function createSockets(limits: TransportLimits, logger: Logger) {
  const attached = new Map<WebSocket, AttachedSocket>();
  const parts = Array.from({ length: HEARTBEAT_PARTS }, () => new Set<AttachedSocket>());
  let turn = 0;
  const heartbeat = setInterval(() => {
    turn = (turn + 1) % HEARTBEAT_PARTS;
    for (const each of parts[turn]!) each.beat();
  }, limits.heartbeatMs / HEARTBEAT_PARTS);

  function onMessage(this: WebSocket, data: RawData) {
    attached
      .get(this)
      ?.receive(String(data))
      .catch((error: unknown) => {
        logger.error({ err: error }, "A WebSocket message could not be handled");
        this.close(CloseCode.InternalServerError, "Internal server error");
      });
  }
  function onPing(this: WebSocket) {
    attached.get(this)?.pinged();
  }
  function onPong(this: WebSocket) {
    attached.get(this)?.ponged();
  }
  // Such as a message larger than maxPayload: ws closes the socket with the fitting code.
  const onError = (error: Error) => logger.debug({ error: error.message }, "A WebSocket failed");
  function onClose(this: WebSocket, code: number, reason: Buffer) {
    const closed = attached.get(this)!;
    attached.delete(this);
    for (const part of parts) part.delete(closed);
    closed
      .ended(code, String(reason))
      .catch((error: unknown) => logger.error({ err: error }, "A WebSocket did not end cleanly"));
  }

  return {
    attach(socket: WebSocket, opened: Opened) {
      const added = new AttachedSocket(socket, limits, opened);
      parts[attached.size % HEARTBEAT_PARTS]!.add(added);
      attached.set(socket, added);
      socket.on("message", onMessage);
      socket.on("ping", onPing);
      socket.on("pong", onPong);
      socket.on("error", onError);
      socket.on("close", onClose);
    },
    /** Those that are not closed yet. */
    all: (): WebSocket[] => [...attached.keys()],
    /** Ends the heartbeat. */
    close: () => clearInterval(heartbeat),
  };
}

class AttachedSocket implements ProtocolSocket {
  readonly protocol: string;
  readonly ended: (code?: number, reason?: string) => Promise<void>;
  receive: (message: string) => Promise<void> = async () => {};
  private readonly socket: WebSocket;
  private readonly limits: TransportLimits;
  private waiting = 0;
  /** For how many heartbeats nothing of what waits was taken. */
  private beatsStalled = 0;
  /** For how many a pong has been missing; null: none is. */
  private beatsUnanswered: number | null = null;

  constructor(socket: WebSocket, limits: TransportLimits, opened: Opened) {
    this.socket = socket;
    this.limits = limits;
    this.protocol = socket.protocol;
    this.ended = opened(this);
  }

  onMessage(receive: (message: string) => Promise<void>) {
    this.receive = (message) => {
      // The pong may be behind it.
      if (this.beatsUnanswered !== null) this.beatsUnanswered = 0;
      return receive(message);
    };
  }

  /** Resolves when the operating system has taken the message, so that each operation has one waiting at most. */
  send(data: string): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.socket.readyState !== this.socket.OPEN) return resolve();
      if (this.isLagging) {
        this.drop();
        return resolve();
      }
      if (this.waiting++ === 0) this.beatsStalled = 0;
      if (LAST_MESSAGE.test(data)) resolve();
      this.socket.send(data, (error) => {
        this.waiting--;
        this.beatsStalled = 0;
        if (error && this.socket.readyState === this.socket.OPEN) reject(error);
        else resolve();
      });
    });
  }

  close(code?: number, reason?: string) {
    this.socket.close(code, reason);
  }

  // Silence is counted in heartbeats, not by the clock: a process that stood still blames no reader for that.
  beat() {
    const stalledBeats = Math.ceil(this.limits.stalledMs / this.limits.heartbeatMs) + 1;
    if (this.waiting > 0 && ++this.beatsStalled >= stalledBeats) return this.drop();
    // A pong waits behind all that a slow reader has still to read.
    if (this.beatsUnanswered !== null && ++this.beatsUnanswered >= stalledBeats)
      return this.socket.terminate();
    if (this.waiting > 0 || this.beatsUnanswered !== null) return;
    this.beatsUnanswered = 0;
    this.socket.ping();
  }

  ponged() {
    this.beatsUnanswered = null;
  }

  /** ws answers each ping by itself, also where nobody reads the answers. */
  pinged() {
    if (this.beatsUnanswered !== null) this.beatsUnanswered = 0;
    if (this.isLagging) this.drop();
  }

  private get isLagging() {
    return this.socket.bufferedAmount > this.limits.maxLagBytes;
  }

  private drop() {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.socket.close(TRY_AGAIN_LATER, "Reading too slowly");
    setTimeout(() => this.socket.terminate(), this.limits.lingerMs).unref();
  }
}
