import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { runFor } from "../../async/owner.ts";
import { createTurnstile } from "../../async/turnstile.ts";
import { ClientError } from "../../errors/errors.ts";
import type { ApiServices } from "../../graphql/context.ts";
import type { Documents } from "../../graphql/execution/documents.ts";
import type { OperationParser } from "../../graphql/execution/operation.ts";
import { inOperationSpan } from "../../graphql/execution/operation-span.ts";
import { formatErrors } from "../../graphql/execution/subscribe.ts";
import type { Admission } from "../admission.ts";
import type { TransportLimits } from "../limits.ts";
import { acceptsJson } from "./accept.ts";
import type { HttpStreams } from "./http-streams.ts";
import { persistedHash, readOperation } from "./read-request.ts";
import { refuse } from "./refuse.ts";
import { refuseDocument } from "./refuse-document.ts";
import { addressOf, requestContext } from "./request-context.ts";

/**
 * Answers requests to /graphql. Each document is read once, by the same limits for streams and for Apollo Server, which
 * gets what has passed; it also gets what has no operation, which it reports, and browsers, which get Sandbox.
 */
export function createGraphQLHandler(options: {
  documents: Documents;
  parseOperation: OperationParser;
  httpStreams: HttpStreams;
  answerByApollo: (request: FastifyRequest, reply: FastifyReply) => unknown;
  services: ApiServices;
  admission: Admission;
  limits: Pick<TransportLimits, "refusedBodyMs">;
  logger: Logger;
}) {
  const { documents, parseOperation, httpStreams, answerByApollo, services, admission, limits, logger } =
    options;

  /** Of many requests that have come, one is begun in each round of the event loop, in turns of their clients. */
  const { enter: enterTurn } = createTurnstile();

  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    reply.header("cache-control", "no-store");
    const wanted = readOperation(request, documents.textOf);
    if (!wanted) {
      // A document that is not known here: Apollo Server says so in JSON, and the client sends it next.
      if (persistedHash(request) !== null && !acceptsJson(request.headers.accept))
        request.headers.accept = "application/json";
      return answerByApollo(request, reply);
    }
    const address = addressOf(request);
    await runFor(address, enterTurn);
    const operation = parseOperation(wanted, requestContext(services, request, reply));
    try {
      if (!isStream(operation)) return await admission.run(address, () => answer(request, reply, operation));
      // A stream holds no place, since it goes on for long.
      admission.check(address);
      return await answer(request, reply, operation);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      return refuse(request, reply, error, { logger, ...limits });
    }
  };

  async function answer(request: FastifyRequest, reply: FastifyReply, operation: ParsedOperation) {
    if ("errors" in operation || operation.isSubscription) return respond(request, reply, operation);
    return inOperationSpan(operation, request.headers["traceparent"], () =>
      respond(request, reply, operation),
    );
  }

  async function respond(request: FastifyRequest, reply: FastifyReply, operation: ParsedOperation) {
    if (await httpStreams.handle(request, reply, operation)) return reply;
    if ("errors" in operation) return refuseDocument(request, reply, formatErrors(operation.errors, logger));
    const takeBack = documents.lend(operation.document);
    try {
      return await answerByApollo(request, reply);
    } finally {
      takeBack();
    }
  }
}

type ParsedOperation = ReturnType<OperationParser>;

const isStream = (operation: ParsedOperation): boolean =>
  "isSubscription" in operation && operation.isSubscription;

const isUnavailable = (error: unknown): boolean =>
  error instanceof ClientError && error.extensions["code"] === "UNAVAILABLE";
