import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { bytesTaken } from "../bytes-taken.ts";
import type { TransportLimits } from "../limits.ts";
import type { UnreadBytes } from "../unread-bytes.ts";
import type { ProtocolSocket } from "./protocol.ts";

/** A close code of RFC 6455's registry, after which clients of graphql-ws reconnect. */
export const TRY_AGAIN_LATER = 1013;

export type SocketPace = {
  limits: TransportLimits;
  /** Counts the results that are unread, with those of all other connections. */
  unread: UnreadBytes;
  /** Called when the reader is dropped. */
  onDropped: () => void;
};

/** The protocol that is spoken on a socket. */
export type SocketHandler = {
  onMessage(message: string): void;
  onClose(): void;
};

/**
 * A WebSocket that drops a reader who no longer takes anything, or has gone. Each operation has one result waiting for its
 * reader; nobody is dropped for the size of results, or for reading slowly.
 */
export class PacedSocket implements ProtocolSocket {
  readonly webSocket: WebSocket;
  handler: SocketHandler | null = null;
  private readonly tcp: Duplex;
  private readonly limits: TransportLimits;
  private readonly unread: UnreadBytes;
  private readonly onDropped: () => void;
  /** The size of results in the socket's buffer, in the units of `bufferedAmount`. */
  private bufferedResults = 0;
  /** `bytesTaken` at the last heartbeat that found something waiting. */
  private taken = 0;
  /** How many heartbeats in a row found that nothing of what waits was taken. */
  private beatsStalled = 0;
  /** For how many heartbeats a pong has been missing; -1: none is. */
  private beatsUnanswered = -1;

  constructor(webSocket: WebSocket, tcp: Duplex, { limits, unread, onDropped }: SocketPace) {
    this.webSocket = webSocket;
    this.tcp = tcp;
    this.limits = limits;
    this.unread = unread;
    this.onDropped = onDropped;
  }

  get protocol(): string {
    return this.webSocket.protocol;
  }

  get isOpen(): boolean {
    return this.webSocket.readyState === this.webSocket.OPEN;
  }

  /** Resolves when the operating system has taken the message. */
  sendResult(message: string): Promise<void> {
    return new Promise((resolve) => {
      if (!this.isOpen) return resolve();
      this.bufferedResults += message.length;
      const taken = this.unread.add(this, message.length, () => this.drop());
      this.webSocket.send(message, (error) => {
        this.bufferedResults -= message.length;
        taken();
        // The client reconnects.
        if (error) this.webSocket.terminate();
        resolve();
      });
    });
  }

  send(message: string): void {
    if (!this.isOpen) return;
    if (this.isFlooded) return this.drop();
    this.webSocket.send(message);
  }

  close(code: number, reason: string): void {
    this.webSocket.close(code, reason);
  }

  /** Counts silence in heartbeats, not by the clock, so that no reader is dropped because this process stood still. */
  onHeartbeat(): void {
    if (!this.isOpen) return;
    const beats = Math.ceil(this.limits.stalledMs / this.limits.heartbeatMs);
    // A pong waits behind all that a slow reader has still to read.
    if (this.webSocket.bufferedAmount > 0) return this.checkProgress(beats);
    this.beatsStalled = 0;
    if (this.beatsUnanswered >= 0) {
      if (++this.beatsUnanswered > beats) this.dropSilent();
      return;
    }
    this.beatsUnanswered = 0;
    this.webSocket.ping();
  }

  onMessage(message: string): void {
    this.onActivity();
    this.handler?.onMessage(message);
  }

  pause(): void {
    this.webSocket.pause();
  }

  resume(): void {
    this.webSocket.resume();
  }

  onPong(): void {
    this.beatsUnanswered = -1;
  }

  /** The package ws answers each ping by itself, also where the client does not read the answers. */
  onPing(): void {
    this.onActivity();
    if (this.isFlooded) this.drop();
  }

  onClose(): void {
    this.handler?.onClose();
  }

  /** Any message shows that the client is alive; its pong may be queued behind it. */
  private onActivity() {
    if (this.beatsUnanswered > 0) this.beatsUnanswered = 0;
  }

  /** Whether too many pongs and errors wait, for a client that sends and does not read. */
  private get isFlooded(): boolean {
    return this.webSocket.bufferedAmount - this.bufferedResults > this.limits.maxLagBytes;
  }

  private checkProgress(maxBeats: number) {
    const taken = bytesTaken(this.tcp);
    if (taken !== this.taken) {
      this.taken = taken;
      this.beatsStalled = 0;
    } else if (++this.beatsStalled >= maxBeats) this.drop();
  }

  private dropSilent() {
    this.onDropped();
    this.webSocket.terminate();
  }

  private drop() {
    if (!this.isOpen) return;
    this.onDropped();
    this.webSocket.close(TRY_AGAIN_LATER, "Reading too slowly");
    setTimeout(() => this.webSocket.terminate(), this.limits.lingerMs).unref();
  }
}
