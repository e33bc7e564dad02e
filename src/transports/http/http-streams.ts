import type { ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import { ClientError, maskError } from "../../errors/errors.ts";
import type { ApiServices, Context } from "../../graphql/context.ts";
import type { Operation, OperationParser } from "../../graphql/execution/operation.ts";
import {
  formatErrors,
  single,
  subscribe,
  SubscriptionError,
  type ResultStream,
  type SubscriptionStream,
} from "../../graphql/execution/subscribe.ts";
import type { TransportLimits } from "../limits.ts";
import type { UnreadBytes } from "../unread-bytes.ts";
import { acceptedStream, acceptsJson } from "./accept.ts";
import { PacedResponse } from "./paced-response.ts";
import { createSessionStreams } from "./session-streams.ts";
import { eventStream, type StreamFormat } from "./stream-formats.ts";

/**
 * Subscriptions over plain HTTP, for clients that ask for `text/event-stream` or
 * `multipart/mixed;subscriptionSpec=1.0`.
 */
export function createHttpStreams(options: {
  services: ApiServices;
  limits: TransportLimits & { maxPerSession: number };
  unread: UnreadBytes;
  logger: Logger;
}) {
  const { services, limits, unread, logger } = options;
  const open = new Set<ServerResponse>();
  const sessionStreams = createSessionStreams(limits.maxPerSession);
  const { metrics } = services;
  metrics.gauge("video_rag_http_streams", "Streams over plain HTTP that are open here", () => open.size);
  let closing = false;

  /** Answers a request for a stream. Resolves to false for any other request, which it leaves alone. */
  async function handle(
    request: FastifyRequest,
    reply: FastifyReply,
    operation: ReturnType<OperationParser>,
  ): Promise<boolean> {
    const { accept } = request.headers;
    const isStreamOnly = !acceptsJson(accept);
    const streamFormat = acceptedStream(accept);
    if ("errors" in operation) {
      if (!streamFormat || !isStreamOnly) return false;
      return refuse(reply, streamFormat, formatErrors(operation.errors, logger));
    }
    if (!streamFormat) {
      if (!operation.isSubscription) return false;
      await reply.code(406).send({ errors: [NOT_ACCEPTABLE] });
      return true;
    }
    if (closing && operation.isSubscription) {
      breakOff(reply, streamFormat);
      return true;
    }
    // Clients such as urql accept every format with every operation: queries and mutations are answered as JSON. A GET is
    // left to Apollo Server's protection against forged requests; a subscription changes nothing and needs a token.
    if (!operation.isSubscription && (!isStreamOnly || request.method === "GET")) return false;
    const lastEventId = request.headers["last-event-id"];
    operation.contextValue.resumeAfter =
      typeof lastEventId === "string" && lastEventId !== "" ? lastEventId : null;
    await respond(operation, streamFormat, reply);
    return true;
  }

  async function respond(operation: Operation, streamFormat: StreamFormat, reply: FastifyReply) {
    const response = reply.raw;
    if (response.destroyed) return void reply.hijack();
    const closed = new AbortController();
    const stream: ResultStream = operation.isSubscription
      ? subscribe(operation, logger)
      : single(operation, logger);
    open.add(response);
    response.once("close", () => {
      closed.abort();
      open.delete(response);
      leave(stream);
    });
    const failure = await openingFailure(stream);
    if (closing && operation.isSubscription && !closed.signal.aborted) return breakOff(reply, streamFormat);
    if (closed.signal.aborted || failure) {
      open.delete(response);
      if (failure && !closed.signal.aborted) await reply.code(500).send({ errors: failure });
      else reply.hijack();
      return;
    }
    reply.hijack();
    writeHead(reply, streamFormat);
    const paced = new PacedResponse(response, {
      ...limits,
      unread,
      onDropped: () => metrics.readerDropped("http"),
    });
    const heartbeat = setInterval(() => {
      if (response.writableLength === 0) response.write(streamFormat.heartbeat);
    }, limits.heartbeatMs);
    try {
      await paced.write(streamFormat.start, closed.signal);
      if (closed.signal.aborted) return;
      if (operation.isSubscription) count(operation.contextValue, response);
      for (;;) {
        const { done, value } = await stream.next();
        if (closed.signal.aborted) return;
        if (done) break;
        await paced.write(streamFormat.item(value.result, value.cursor), closed.signal);
      }
      paced.end(streamFormat.end);
    } catch (error) {
      if (closed.signal.aborted) return;
      if (error instanceof SubscriptionError)
        paced.end(streamFormat.failure(error.errors) + streamFormat.end);
      else {
        logger.warn({ err: error }, "A stream broke");
        response.destroy();
      }
    } finally {
      clearInterval(heartbeat);
      // At once: the client may read the rest of the response much later.
      leave(stream);
    }
  }

  function leave(stream: ResultStream) {
    stream.return().catch((error: unknown) => logger.error({ err: error }, "A stream did not end cleanly"));
  }

  /** Counts a subscription of a session. Throws a `SubscriptionError` where the session has too many. */
  function count({ optionalSession: session }: Context, response: ServerResponse) {
    try {
      if (session) sessionStreams.add(session, response);
    } catch (error) {
      throw error instanceof ClientError ? new SubscriptionError([maskError(error, logger)]) : error;
    }
  }

  /**
   * Begins a stream and breaks it a moment later, while the server stops: a client that has seen no stream yet takes the
   * break, or any status but 200, for the end of its attempts.
   */
  function breakOff(reply: FastifyReply, streamFormat: StreamFormat) {
    reply.hijack();
    writeHead(reply, streamFormat);
    reply.raw.write(streamFormat.start);
    const timer = setTimeout(() => reply.raw.destroy(), limits.closeAfterErrorsMs);
    reply.raw.once("close", () => clearTimeout(timer));
  }

  /** The errors of a fault of the server before a stream could begin; other errors are sent in the stream, and give null. */
  async function openingFailure(stream: object): Promise<GraphQLFormattedError[] | null> {
    if (!("opened" in stream)) return null;
    try {
      await (stream as SubscriptionStream).opened();
      return null;
    } catch (error) {
      const errors = error instanceof SubscriptionError ? error.errors : [maskError(error, logger)];
      return errors[0]?.extensions?.["code"] === "INTERNAL_SERVER_ERROR" ? errors : null;
    }
  }

  return {
    handle,
    /** The number of open streams. */
    get size() {
      return open.size;
    },
    /** Breaks open and new streams, so that clients reconnect, to another server or after the restart. */
    close() {
      closing = true;
      // What has not begun is broken off once it has.
      for (const response of open) if (response.headersSent) response.destroy();
    },
  };
}

export type HttpStreams = ReturnType<typeof createHttpStreams>;

const NOT_ACCEPTABLE = {
  message:
    "A subscription needs a stream: send Accept: text/event-stream, or multipart/mixed;subscriptionSpec=1.0, or use a WebSocket.",
  extensions: { code: "BAD_REQUEST" },
} satisfies GraphQLFormattedError;

/**
 * Answers an operation that cannot be executed. Server-sent events carry the errors in the stream, as GraphQL over SSE says,
 * since browsers do not show scripts the body of a failed response.
 */
async function refuse(reply: FastifyReply, streamFormat: StreamFormat, errors: GraphQLFormattedError[]) {
  if (streamFormat !== eventStream) {
    await reply.code(400).send({ errors });
    return true;
  }
  reply.hijack();
  writeHead(reply, streamFormat);
  reply.raw.end(streamFormat.start + streamFormat.failure(errors) + streamFormat.end);
  return true;
}

/** Writes the status and the headers, including those that hooks have set, such as CORS headers. */
function writeHead(reply: FastifyReply, streamFormat: StreamFormat) {
  reply.raw.writeHead(200, { ...reply.getHeaders(), ...streamFormat.headers } as Record<string, string>);
}
