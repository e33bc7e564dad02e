import type { FormattedExecutionResult, GraphQLFormattedError } from "graphql";
import {
  CloseCode,
  GRAPHQL_TRANSPORT_WS_PROTOCOL,
  MessageType,
  parseMessage,
  type ConnectionInitMessage,
  type Message,
  type SubscribePayload,
} from "graphql-ws";
import { checkJsonShape, JsonShapeError } from "../json-shape.ts";

const INVALID = "Invalid message received";

/** RFC 6455: a control frame carries 125 bytes, two of them the close code. */
const MAX_CLOSE_REASON_BYTES = 123;

/** The socket of a connection, whatever carries it. */
export type ProtocolSocket = {
  /** The subprotocol that the handshake chose; empty for none. */
  readonly protocol: string;
  /** false once it closes; messages that still come are ignored. */
  readonly isOpen: boolean;
  /** Resolves once the reader has room for the operation's next result. Never rejects. */
  sendResult(message: string): Promise<void>;
  /** For messages that no operation waits for. */
  send(message: string): void;
  /** `reason` is at most 123 bytes of UTF-8. */
  close(code: number, reason: string): void;
};

/** The results of one operation, read one at a time. */
export type OperationStream = {
  next(): Promise<IteratorResult<{ result: FormattedExecutionResult }, undefined>>;
  /** Stops the work. Resolves when it has ended. */
  return(value?: undefined): Promise<unknown>;
};

/** The server's decisions, the same for all connections. `Extra`: the data that it keeps for each. */
export type ProtocolHooks<Extra> = {
  /** How long a client may take to send connection_init. */
  initWaitMs: number;
  /** Called before the acknowledgement, whose payload it gives, and which is left out where this closes the socket. */
  onConnect(
    connection: Connection<Extra>,
    params: ConnectionInitMessage["payload"],
  ): Promise<Record<string, unknown> | void>;
  /** Does the work of one operation, to its end: what is done for it later is in the same asynchronous context. */
  inOperation?(connection: Connection<Extra>, work: () => void): void;
  /** The results of an operation, or why it cannot be executed. */
  onSubscribe(
    connection: Connection<Extra>,
    payload: SubscribePayload,
  ): OperationStream | GraphQLFormattedError[];
  /** The errors that the client sees when a stream rejects. Nothing is sent where this closes the socket. */
  onStreamError(connection: Connection<Extra>, error: unknown): GraphQLFormattedError[];
  /** Logs an error that was thrown inside the server, and returns the errors that the client sees. Never throws. */
  onFault(error: unknown): GraphQLFormattedError[];
};

/**
 * The server's side of one graphql-transport-ws connection, in place of graphql-ws's own server, which keeps for each
 * operation the message that began it, its query and some twenty closures, and confuses operations that have one id after
 * the other. No method throws or rejects: what the hooks and the streams throw ends one operation.
 */
export class Connection<Extra> {
  readonly socket: ProtocolSocket;
  readonly extra: Extra;
  private readonly hooks: ProtocolHooks<Extra>;
  private readonly operations = new Map<string, OperationStream>();
  private initTimer: NodeJS.Timeout | null;
  private isAcknowledged = false;
  /** Results that the reader has still to take, also those of operations that were stopped since. */
  private unreadResults = 0;
  /** Operations that were stopped, and whose work has not come to its end yet. */
  private ending = 0;

  constructor(socket: ProtocolSocket, extra: Extra, hooks: ProtocolHooks<Extra>) {
    this.socket = socket;
    this.extra = extra;
    this.hooks = hooks;
    this.initTimer = setTimeout(
      () => this.close(CloseCode.ConnectionInitialisationTimeout, "Connection initialisation timeout"),
      hooks.initWaitMs,
    );
    if (socket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL)
      this.close(CloseCode.SubprotocolNotAcceptable, "Subprotocol not acceptable");
  }

  /**
   * The operations that take room: as many as run, or have been stopped and have still to end, or have results that are
   * unread. Not their sum, so that a client may stop one and at once begin another.
   */
  get operationCount(): number {
    return Math.max(this.operations.size, this.ending, this.unreadResults);
  }

  /** Takes a message of the client. */
  onMessage(text: string): void {
    if (!this.socket.isOpen) return;
    const message = parse(text);
    if (typeof message === "string") return this.close(CloseCode.BadRequest, message);
    switch (message.type) {
      case MessageType.ConnectionInit:
        return void this.connect(message);
      case MessageType.Ping:
        return this.pong(message.payload);
      case MessageType.Pong:
        return;
      case MessageType.Subscribe:
        return this.subscribe(message.id, message.payload);
      case MessageType.Complete:
        return this.stop(message.id);
      default:
        this.close(CloseCode.BadRequest, INVALID);
    }
  }

  /** Ends all operations: the socket has closed. */
  onClose(): void {
    this.clearInitTimer();
    for (const id of this.operations.keys()) this.stop(id);
  }

  private pong(payload: unknown) {
    this.send({ type: MessageType.Pong, payload });
  }

  private async connect({ payload }: ConnectionInitMessage) {
    if (!this.initTimer)
      return this.close(CloseCode.TooManyInitialisationRequests, "Too many initialisation requests");
    this.clearInitTimer();
    let acknowledged: Record<string, unknown> | void;
    try {
      acknowledged = await this.hooks.onConnect(this, payload);
    } catch (error) {
      this.hooks.onFault(error);
      return this.close(CloseCode.InternalServerError, "Internal server error");
    }
    this.isAcknowledged = true;
    this.send({ type: MessageType.ConnectionAck, ...(acknowledged && { payload: acknowledged }) });
  }

  private clearInitTimer() {
    if (this.initTimer) clearTimeout(this.initTimer);
    this.initTimer = null;
  }

  private subscribe(id: string, payload: SubscribePayload) {
    if (!this.isAcknowledged) return this.close(CloseCode.Unauthorized, "Unauthorized");
    if (this.operations.has(id))
      return this.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
    const begin = () => this.begin(id, payload);
    if (this.hooks.inOperation) this.hooks.inOperation(this, begin);
    else begin();
  }

  private begin(id: string, payload: SubscribePayload) {
    try {
      const stream = this.hooks.onSubscribe(this, payload);
      if (Array.isArray(stream)) return this.sendErrors(id, stream);
      this.operations.set(id, stream);
      this.advance(id, stream);
    } catch (error) {
      this.sendErrors(id, this.hooks.onFault(error));
    }
  }

  /** Forgets an operation: nothing more is sent of it, not even what is on its way. */
  private stop(id: string) {
    const stream = this.operations.get(id);
    if (!stream) return;
    this.operations.delete(id);
    this.ending += 1;
    const ended = () => void (this.ending -= 1);
    try {
      // Not awaited: a query that is under way ends when it ends.
      stream.return().catch(this.hooks.onFault).then(ended, ended);
    } catch (error) {
      ended();
      this.hooks.onFault(error);
    }
  }

  /** Waits by callbacks: most operations wait for hours, and an async function would keep its frame. */
  private advance(id: string, stream: OperationStream) {
    try {
      stream.next().then(
        (step) => this.take(id, stream, step),
        (error: unknown) => this.fail(id, stream, error),
      );
    } catch (error) {
      this.abandon(id, error);
    }
  }

  private take(id: string, stream: OperationStream, step: Awaited<ReturnType<OperationStream["next"]>>) {
    if (!this.isRunning(id, stream)) return;
    if (step.done) {
      this.operations.delete(id);
      return this.send({ id, type: MessageType.Complete });
    }
    try {
      const message = JSON.stringify({ id, type: MessageType.Next, payload: step.value.result });
      const taken = this.socket.sendResult(message);
      this.unreadResults += 1;
      void taken.then(() => {
        this.unreadResults -= 1;
        if (this.isRunning(id, stream)) this.advance(id, stream);
      });
    } catch (error) {
      this.abandon(id, error);
    }
  }

  private fail(id: string, stream: OperationStream, error: unknown) {
    if (!this.isRunning(id, stream)) return;
    this.operations.delete(id);
    try {
      this.sendErrors(id, this.hooks.onStreamError(this, error));
    } catch (fault) {
      this.sendErrors(id, this.hooks.onFault(fault));
    }
  }

  /** Ends an operation by a fault of the server's own. */
  private abandon(id: string, fault: unknown) {
    this.stop(id);
    this.sendErrors(id, this.hooks.onFault(fault));
  }

  /** Whether an operation is still the one that has its id. */
  private isRunning(id: string, stream: OperationStream): boolean {
    return this.operations.get(id) === stream;
  }

  private sendErrors(id: string, errors: GraphQLFormattedError[]) {
    this.send({ id, type: MessageType.Error, payload: errors });
  }

  private send(message: { type: MessageType; id?: string; payload?: unknown }) {
    this.socket.send(JSON.stringify(message));
  }

  private close(code: CloseCode, reason: string) {
    this.socket.close(code, fitCloseReason(reason));
  }
}

/** The message, or why it is none. */
function parse(text: string): Message | string {
  try {
    checkJsonShape(text);
    return parseMessage(text);
  } catch (error) {
    return error instanceof JsonShapeError ? error.message : INVALID;
  }
}

/** Cuts a close reason to what fits into a close frame, between two characters. */
function fitCloseReason(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= MAX_CLOSE_REASON_BYTES) return reason;
  // In stream mode the decoder leaves out a character that is cut.
  return new TextDecoder().decode(bytes.subarray(0, MAX_CLOSE_REASON_BYTES), { stream: true });
}
