import type { FastifyInstance } from "fastify";
import { runWithFields, type LogFields } from "../../../observability/log-fields.ts";
import { REQUEST_ID_HEADER } from "../../../observability/request-id.ts";

/** Sends each request's id back, and has all that is done for the request logged with it. */
export function addRequestIds(fastify: FastifyInstance): void {
  const ofRequest = new WeakMap<object, LogFields>();
  fastify.addHook("onRequest", (request, reply, done) => {
    const fields = { requestId: request.id };
    ofRequest.set(request, fields);
    reply.header(REQUEST_ID_HEADER, request.id);
    runWithFields(fields, done);
  });
  // What reads a body goes on from an event of the connection, which is of no request.
  fastify.addHook("preValidation", (request, _reply, done) => {
    runWithFields(ofRequest.get(request) ?? { requestId: request.id }, done);
  });
}
