import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { maskError } from "../../errors/errors.ts";
import { checkDocumentSize } from "../../graphql/execution/documents.ts";
import { prefersGraphQLResponse } from "./accept.ts";

const GRAPHQL_RESPONSE = "application/graphql-response+json";

/**
 * Answers a request whose document is too large, which Apollo Server cannot refuse before it parses it. false: the document
 * is not too large, and nothing was done. The status is that of `statusPlugin`.
 */
export function refuseLargeDocument(request: FastifyRequest, reply: FastifyReply, logger: Logger): boolean {
  const from = (request.method === "GET" ? request.query : request.body) as
    | { query?: unknown }
    | null
    | undefined;
  const tooLarge = typeof from?.query === "string" ? checkDocumentSize(from.query) : null;
  if (!tooLarge) return false;
  const takesStatus = prefersGraphQLResponse(request.headers.accept);
  void reply
    .code(takesStatus ? 400 : 200)
    .type(takesStatus ? GRAPHQL_RESPONSE : "application/json")
    .serializer(JSON.stringify)
    .send({ errors: [maskError(tooLarge, logger)] });
  return true;
}
