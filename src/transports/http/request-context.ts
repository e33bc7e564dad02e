import type { FastifyReply, FastifyRequest } from "fastify";
import { nobodyWaits } from "../../errors/errors.ts";
import { Context, type ApiServices } from "../../graphql/context.ts";

const contexts = new WeakMap<FastifyRequest, Context>();

/** The one context of an HTTP request, cancelled where its client leaves before the answer is complete. */
export function requestContext(services: ApiServices, request: FastifyRequest, reply: FastifyReply): Context {
  const present = contexts.get(request);
  if (present) return present;
  const context = new Context(services, {
    authorization: request.headers.authorization,
    address: request.ip,
  });
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) context.cancellation.cancel(nobodyWaits());
  });
  contexts.set(request, context);
  return context;
}
