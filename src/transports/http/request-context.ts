import type { FastifyReply, FastifyRequest } from "fastify";
import { nobodyWaits } from "../../errors/errors.ts";
import { Context, type ApiServices } from "../../graphql/context.ts";

/** The client's IP address; empty where it has left: Fastify then has none, whatever its types say. */
export const addressOf = ({ ip }: { ip?: string }): string => ip ?? "";

const contexts = new WeakMap<FastifyRequest, Context>();

/** The one context of an HTTP request, cancelled where its client leaves before the answer is complete. */
export function requestContext(services: ApiServices, request: FastifyRequest, reply: FastifyReply): Context {
  const present = contexts.get(request);
  if (present) return present;
  const context = new Context(services, {
    authorization: request.headers.authorization,
    address: addressOf(request),
  });
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) context.cancellation.cancel(nobodyWaits());
  });
  contexts.set(request, context);
  return context;
}
