import type { FastifyReply, FastifyRequest } from "fastify";
import { Context, type ApiServices } from "../../graphql/context.ts";

/** The context of an HTTP request, cancelled where its client leaves before the answer is complete. */
export function requestContext(services: ApiServices, request: FastifyRequest, reply: FastifyReply): Context {
  const context = new Context(services, {
    authorization: request.headers.authorization,
    address: request.ip,
  });
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) context.cancellation.cancel();
  });
  return context;
}
