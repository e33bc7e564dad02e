import type { ServerResponse } from "node:http";
import { once } from "node:events";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FormattedExecutionResult, GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import { Context, type ApiServices } from "../../graphql/context.ts";
import { ClientError, maskError } from "../../errors/errors.ts";
import { timeoutAfterPoll } from "../../async/timers.ts";
import type { TransportLimits } from "../limits.ts";
import type { Operation, OperationParser, OperationRequest } from "../../graphql/execution/operation.ts";
import {
  formatErrors,
  single,
  subscribe,
  SubscriptionError,
  type ResultStream,
  type SubscriptionStream,
} from "../../graphql/execution/subscribe.ts";
import { eventStream, multipart, type StreamFormat } from "./stream-formats.ts";

/**
 * Subscriptions over plain HTTP, for clients that ask for `text/event-stream` or
 * `multipart/mixed;subscriptionSpec=1.0`.
 */
export function createHttpStreams(options: {
  parseOperation: OperationParser;
  services: ApiServices;
  limits: TransportLimits & { maxPerSession: number };
  logger: Logger;
}) {
  const { parseOperation, services, limits, logger } = options;
  const open = new Set<ServerResponse>();
  /** How many subscriptions each session has open. */
  const bySession = new Map<string, number>();
  const { metrics } = services;
  metrics.gauge("video_rag_http_streams", "Streams over plain HTTP that are open here", () => open.size);
  let closing = false;

  /** Answers a request if it is for a stream. false: it is not, and nothing was done. */
  async function handle(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const wanted = readOperation(request);
    if (!wanted) return false;
    const streamFormat = acceptedFormat(request.headers.accept);
    if (!streamFormat && !wanted.query.includes("subscription")) return false;

    const context = new Context(services, request.headers.authorization);
    const operation = parseOperation(wanted, context);
    if ("errors" in operation) {
      if (!streamFormat?.only) return false;
      return refuse(reply, streamFormat.format, formatErrors(operation.errors, logger));
    }
    if (closing && operation.isSubscription) {
      await reply
        .code(503)
        .header("retry-after", "1")
        .send({ errors: [STOPPING] });
      return true;
    }
    if (!streamFormat) {
      if (!operation.isSubscription) return false;
      await reply.code(406).send({ errors: [NOT_ACCEPTABLE] });
      return true;
    }
    // Clients such as urql accept everything with every operation: what is no subscription is answered as JSON. A GET
    // is left to the protection against cross-site requests; a subscription does nothing and needs a token.
    if (!operation.isSubscription && (!streamFormat.only || request.method === "GET")) return false;
    const lastEventId = request.headers["last-event-id"];
    context.resumeAfter = typeof lastEventId === "string" && lastEventId !== "" ? lastEventId : null;
    await respond(operation, streamFormat.format, reply);
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
    if (closed.signal.aborted || failure) {
      open.delete(response);
      if (failure && !closed.signal.aborted) await reply.code(500).send({ errors: failure });
      else reply.hijack();
      return;
    }
    reply.hijack();
    writeHead(reply, streamFormat);
    const heartbeat = setInterval(() => {
      if (response.writableLength === 0) response.write(streamFormat.heartbeat);
    }, limits.heartbeatMs);
    try {
      await write(response, streamFormat.start, closed.signal);
      if (closed.signal.aborted) return;
      if (operation.isSubscription) count(operation.contextValue, response);
      for (;;) {
        const { done, value } = await stream.next();
        if (closed.signal.aborted) return;
        if (done) break;
        await write(response, streamFormat.item(value.result, value.cursor), closed.signal);
      }
      end(response, streamFormat.end);
    } catch (error) {
      if (closed.signal.aborted) return;
      if (error instanceof SubscriptionError)
        end(response, streamFormat.failure(error.errors) + streamFormat.end);
      else {
        logger.warn({ err: error }, "A stream broke");
        response.destroy();
      }
    } finally {
      clearInterval(heartbeat);
      // At once: the response may be taken only later.
      leave(stream);
    }
  }

  function leave(stream: ResultStream) {
    stream.return().catch((error: unknown) => logger.error({ err: error }, "A stream did not end cleanly"));
  }

  /** Counts a subscription to its session, if it has one, until it is closed. Throws where there are too many. */
  function count({ optionalSession: session }: Context, response: ServerResponse) {
    if (!session) return;
    const present = bySession.get(session.id) ?? 0;
    if (present >= limits.maxPerSession) {
      const message = `This session already has ${present} subscriptions over HTTP: end one first.`;
      throw new SubscriptionError([maskError(new ClientError("LIMIT_REACHED", message), logger)]);
    }
    bySession.set(session.id, present + 1);
    response.once("close", () => {
      const left = bySession.get(session.id)! - 1;
      if (left > 0) bySession.set(session.id, left);
      else bySession.delete(session.id);
    });
  }

  /** What went wrong in the server before a stream could begin; other errors are told in the stream. */
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

  /** One write at a time, each taken by the operating system before the next: a slow reader fills no memory. */
  async function write(response: ServerResponse, text: string, closed: AbortSignal) {
    if (text === "" || response.write(text)) return;
    const stalled = new AbortController();
    const cancel = timeoutAfterPoll(limits.stalledMs, () => {
      metrics.readerDropped("http");
      stalled.abort();
    });
    await once(response, "drain", { signal: AbortSignal.any([stalled.signal, closed]) }).finally(cancel);
  }

  /** The last words. Who does not take them is cut off: no write waits for that any more. */
  function end(response: ServerResponse, text: string) {
    response.end(text);
    const cancel = timeoutAfterPoll(limits.stalledMs, () => {
      metrics.readerDropped("http");
      response.destroy();
    });
    response.once("close", cancel);
  }

  return {
    handle,
    /** Breaks what is open: clients come back, to another server or after the restart. */
    close() {
      closing = true;
      for (const response of open) response.destroy();
    },
  };
}

const STOPPING = {
  message: "The server is stopping: try again.",
  extensions: { code: "SERVICE_UNAVAILABLE" },
};

const NOT_ACCEPTABLE = {
  message:
    "A subscription needs a stream: send Accept: text/event-stream, or multipart/mixed;subscriptionSpec=1.0, or use a WebSocket.",
  extensions: { code: "BAD_REQUEST" },
} satisfies NonNullable<FormattedExecutionResult["errors"]>[number];

/**
 * An operation that cannot be executed. Server-sent events tell it in the stream, as GraphQL over SSE has it, since
 * browsers do not show scripts the body of a response that failed.
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

/** With the headers that hooks have set, such as those of CORS. */
function writeHead(reply: FastifyReply, streamFormat: StreamFormat) {
  reply.raw.writeHead(200, { ...reply.getHeaders(), ...streamFormat.headers } as Record<string, string>);
}

function readOperation(request: FastifyRequest): OperationRequest | null {
  const from = (request.method === "GET" ? request.query : request.body) as
    | Record<string, unknown>
    | null
    | undefined;
  if (typeof from !== "object" || from === null || typeof from["query"] !== "string") return null;
  try {
    const variables: unknown =
      typeof from["variables"] === "string" ? JSON.parse(from["variables"]) : from["variables"];
    // Apollo Server says what is wrong with them.
    if (typeof (variables ?? {}) !== "object" || Array.isArray(variables)) return null;
    const operationName = typeof from["operationName"] === "string" ? from["operationName"] : null;
    return { query: from["query"], operationName, variables: variables as Record<string, unknown> | null };
  } catch {
    return null;
  }
}

/** What the client wants streams in; `only`: it takes nothing else. */
function acceptedFormat(accept: string | undefined): { format: StreamFormat; only: boolean } | null {
  const types = (accept ?? "").toLowerCase();
  const takesJson = types.includes("json") || types.includes("*/*") || types.includes("text/html");
  if (types.includes("multipart/mixed") && types.includes("subscriptionspec"))
    return { format: multipart, only: !takesJson };
  if (types.includes("text/event-stream")) return { format: eventStream, only: !takesJson };
  return null;
}
