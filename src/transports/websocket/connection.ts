import {
  CloseCode,
  GRAPHQL_TRANSPORT_WS_PROTOCOL,
  MessageType,
  parseMessage,
  type ConnectionInitMessage,
  type Message,
} from "graphql-ws";
import type { GraphQLFormattedError } from "graphql";
import type { OperationRequest } from "../../graphql/execution/operation.ts";
import type { PacedSocket, Receiver } from "./socket.ts";
import type { ResultStream, StreamItem } from "../../graphql/execution/subscribe.ts";

/** What all connections ask of the server. */
export type ConnectionHooks = {
  /** How long a client may wait with connection_init. */
  initWaitMs: number;
  /** It may close the socket: then nothing is acknowledged. */
  init(connection: Connection, params: ConnectionInitMessage["payload"]): Promise<void>;
  /** The results of an operation, or why it cannot be executed. */
  start(connection: Connection, request: OperationRequest): ResultStream | GraphQLFormattedError[];
  /** What the client is told of an operation that broke. It may close the socket, and then nothing is. */
  broke(connection: Connection, error: unknown): GraphQLFormattedError[];
  leave(stream: ResultStream): void;
};

/**
 * A client that speaks graphql-transport-ws. In place of graphql-ws's own server, which keeps for each operation the
 * message that began it, its query and some twenty closures, and confuses operations that have one id after the other.
 */
export class Connection implements Receiver {
  readonly socket: PacedSocket;
  /** What the client sent to say who it is: the upgrade request's header, then what connection_init has. */
  authorization: unknown;
  hasSession = false;
  private readonly hooks: ConnectionHooks;
  private readonly operations = new Map<string, ResultStream>();
  private initTimer: NodeJS.Timeout | null;
  private isAcknowledged = false;

  constructor(socket: PacedSocket, authorization: string | undefined, hooks: ConnectionHooks) {
    this.socket = socket;
    this.authorization = authorization;
    this.hooks = hooks;
    if (socket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL)
      socket.close(CloseCode.SubprotocolNotAcceptable, "Subprotocol not acceptable");
    this.initTimer = setTimeout(
      () => socket.close(CloseCode.ConnectionInitialisationTimeout, "Connection initialisation timeout"),
      hooks.initWaitMs,
    );
  }

  get operationCount(): number {
    return this.operations.size;
  }

  async receive(text: string): Promise<void> {
    const message = parse(text);
    switch (message?.type) {
      case MessageType.ConnectionInit:
        return this.init(message);
      case MessageType.Ping:
        return this.send({ ...message, type: MessageType.Pong });
      case MessageType.Pong:
        return;
      case MessageType.Subscribe:
        return this.start(message.id, message.payload);
      case MessageType.Complete:
        return this.stop(message.id);
      default:
        this.socket.close(CloseCode.BadRequest, "Invalid message received");
    }
  }

  closed(): void {
    this.stopWaiting();
    for (const id of this.operations.keys()) this.stop(id);
  }

  private async init({ payload }: ConnectionInitMessage) {
    if (!this.initTimer)
      return this.socket.close(CloseCode.TooManyInitialisationRequests, "Too many initialisation requests");
    this.stopWaiting();
    await this.hooks.init(this, payload);
    this.isAcknowledged = true;
    await this.send({ type: MessageType.ConnectionAck });
  }

  private stopWaiting() {
    if (this.initTimer) clearTimeout(this.initTimer);
    this.initTimer = null;
  }

  private start(id: string, request: OperationRequest) {
    if (!this.isAcknowledged) return this.socket.close(CloseCode.Unauthorized, "Unauthorized");
    if (this.operations.has(id))
      return this.socket.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
    const started = this.hooks.start(this, request);
    if (Array.isArray(started)) return void this.send({ id, type: MessageType.Error, payload: started });
    this.operations.set(id, started);
    this.advance(id, started);
  }

  /** Nothing more is sent of it, not even what is on its way. */
  private stop(id: string) {
    const stream = this.operations.get(id);
    if (!stream) return;
    this.operations.delete(id);
    this.hooks.leave(stream);
  }

  /** By callbacks: most operations wait for hours, and an async function would keep its frame. */
  private advance(id: string, stream: ResultStream) {
    stream.next().then(
      (step) => this.take(id, stream, step),
      (error: unknown) => this.fail(id, stream, error),
    );
  }

  private take(id: string, stream: ResultStream, { done, value }: IteratorResult<StreamItem, undefined>) {
    if (!this.isOpen(id, stream)) return;
    if (!done) {
      const sent = this.send({ id, type: MessageType.Next, payload: value.result });
      return void sent.then(() => this.isOpen(id, stream) && this.advance(id, stream));
    }
    this.operations.delete(id);
    void this.send({ id, type: MessageType.Complete });
  }

  private fail(id: string, stream: ResultStream, error: unknown) {
    if (!this.isOpen(id, stream)) return;
    this.operations.delete(id);
    void this.send({ id, type: MessageType.Error, payload: this.hooks.broke(this, error) });
  }

  /** Whenever it has waited its id may have been given to another. */
  private isOpen(id: string, stream: ResultStream): boolean {
    return this.operations.get(id) === stream;
  }

  private send(message: { type: MessageType; id?: string; payload?: unknown }): Promise<void> {
    return this.socket.send(JSON.stringify(message));
  }
}

function parse(text: string): Message | null {
  try {
    return parseMessage(text);
  } catch {
    return null;
  }
}
