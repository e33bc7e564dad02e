import type { FastifyReply, FastifyRequest } from "fastify";
import type { GraphQLFormattedError } from "graphql";
import { prefersGraphQLResponse } from "./accept.ts";

const GRAPHQL_RESPONSE = "application/graphql-response+json";

/** Answers a request whose operation cannot be executed, with the status that `statusPlugin` gives. */
export function refuseDocument(
  request: FastifyRequest,
  reply: FastifyReply,
  errors: GraphQLFormattedError[],
): FastifyReply {
  const takesStatus = prefersGraphQLResponse(request.headers.accept);
  return reply
    .code(takesStatus ? 400 : 200)
    .type(`${takesStatus ? GRAPHQL_RESPONSE : "application/json"}; charset=utf-8`)
    .serializer(JSON.stringify)
    .send({ errors });
}
