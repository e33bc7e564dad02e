import type { ServerResponse } from "node:http";
import { once } from "node:events";
import type { FastifyReply, FastifyRequest } from "fastify";
import { execute, type FormattedExecutionResult } from "graphql";
import type { Logger } from "pino";
import { Context } from "../context.ts";
import type { Services } from "../services.ts";
import type { Operation, OperationParser, OperationRequest } from "./operation.ts";
import { format, formatErrors, subscribe, SubscriptionError } from "./subscribe.ts";
import { eventStream, multipart, type StreamFormat } from "./stream-formats.ts";

/** Load balancers cut connections that are silent for 60 seconds or more. */
const HEARTBEAT_MS = 12_000;
/** A reader that took nothing for so long is cut off: it comes back and takes its stream up where it broke. */
const STALLED_MS = 30_000;

/**
 * Subscriptions over plain HTTP, for clients that ask for `text/event-stream` or
 * `multipart/mixed;subscriptionSpec=1.0`.
 */
export function createHttpStreams(options: {
  parseOperation: OperationParser;
  services: Services;
  logger: Logger;
}) {
  const { parseOperation, services, logger } = options;
  const open = new Set<ServerResponse>();

  /** Answers a request if it is for a stream. false: it is not, and nothing was done. */
  async function handle(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const wanted = readOperation(request);
    if (!wanted) return false;
    const streamFormat = acceptedFormat(request.headers.accept);
    if (!streamFormat && !wanted.query.includes("subscription")) return false;

    const context = new Context(services, request.headers.authorization);
    const operation = parseOperation(wanted, context);
    if ("errors" in operation) {
      if (!streamFormat || !streamFormat.only) return false;
      await reply.code(400).send({ errors: formatErrors(operation.errors, logger) });
      return true;
    }
    if (!streamFormat) {
      if (!operation.isSubscription) return false;
      await reply.code(406).send({ errors: [NOT_ACCEPTABLE] });
      return true;
    }
    // Clients such as urql accept everything with every operation: what is no subscription is answered as JSON.
    if (!operation.isSubscription && (!streamFormat.only || request.method === "GET")) return false;
    const lastEventId = request.headers["last-event-id"];
    context.resumeAfter = typeof lastEventId === "string" && lastEventId !== "" ? lastEventId : null;
    reply.hijack();
    await respond(operation, streamFormat.format, reply);
    return true;
  }

  async function respond(operation: Operation, streamFormat: StreamFormat, reply: FastifyReply) {
    const response = reply.raw;
    open.add(response);
    const stream = operation.isSubscription ? subscribe(operation, logger) : single(operation);
    let ended = false;
    response.once("close", () => {
      ended = true;
      open.delete(response);
      void stream.return();
    });
    // Headers that hooks have set, such as those of CORS.
    response.writeHead(200, { ...reply.getHeaders(), ...streamFormat.headers } as Record<string, string>);
    const heartbeat = setInterval(() => {
      if (response.writableLength === 0) response.write(streamFormat.heartbeat);
    }, HEARTBEAT_MS);
    try {
      await write(response, streamFormat.start);
      for (;;) {
        const { done, value } = await stream.next();
        if (ended) return;
        if (done) break;
        await write(response, streamFormat.item(value.result, value.cursor));
      }
      response.end(streamFormat.end);
    } catch (error) {
      if (ended) return;
      if (error instanceof SubscriptionError)
        response.end(streamFormat.failure(error.errors) + streamFormat.end);
      else {
        logger.warn({ err: error }, "A stream broke");
        response.destroy();
      }
    } finally {
      clearInterval(heartbeat);
    }
  }

  async function* single(operation: Operation) {
    yield { result: format(await execute(operation), logger), cursor: null };
  }

  return {
    handle,
    /** Breaks what is open: clients come back, to another server or after the restart. */
    close() {
      for (const response of open) response.destroy();
    },
  };
}

const NOT_ACCEPTABLE = {
  message:
    "A subscription needs a stream: send Accept: text/event-stream, or multipart/mixed;subscriptionSpec=1.0, or use a WebSocket.",
  extensions: { code: "BAD_REQUEST" },
} satisfies NonNullable<FormattedExecutionResult["errors"]>[number];

/** One write at a time, each taken by the operating system before the next: a slow reader fills no memory. */
async function write(response: ServerResponse, text: string) {
  if (text === "" || response.write(text)) return;
  const stalled = AbortSignal.timeout(STALLED_MS);
  const closed = new AbortController();
  response.once("close", () => closed.abort());
  await once(response, "drain", { signal: AbortSignal.any([stalled, closed.signal]) });
}

function readOperation(request: FastifyRequest): OperationRequest | null {
  const from = (request.method === "GET" ? request.query : request.body) as
    | Record<string, unknown>
    | null
    | undefined;
  if (typeof from !== "object" || from === null || typeof from["query"] !== "string") return null;
  try {
    const variables =
      typeof from["variables"] === "string" ? JSON.parse(from["variables"]) : from["variables"];
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
