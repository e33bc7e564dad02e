import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { maskError, TooLargeError } from "../../errors/errors.ts";
import { RequestError } from "./edge/request-error.ts";

/** The status of each code of error beside /graphql; 500 for any other. */
const STATUS: Record<string, number> = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  SESSION_EXPIRED: 401,
  NOT_FOUND: 404,
  LIMIT_REACHED: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

/**
 * Answers a request that cannot be served with the errors that GraphQL would give. Where its body is still on the way, the
 * rest is thrown away for `refusedBodyMs` at most: a connection that is closed at once takes the answer with it.
 */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
  { logger, refusedBodyMs }: { logger: Logger; refusedBodyMs: number },
): FastifyReply {
  const { message, extensions = {} } = maskError(error, logger);
  const body = Buffer.from(JSON.stringify({ errors: [{ message, extensions }] }));
  const status = statusOf(error, extensions["code"]);
  if (error instanceof RequestError) reply.headers(error.headers);
  reply
    .code(status)
    .type("application/json; charset=utf-8")
    .header("cache-control", "no-store")
    .header("x-content-type-options", "nosniff");
  if (status === 401) reply.header("www-authenticate", "Bearer");
  const { retryAfterMs } = extensions;
  if (typeof retryAfterMs === "number") reply.header("retry-after", Math.ceil(retryAfterMs / 1000));
  if (isRead(request.raw)) return reply.serializer(String).send(body);
  reply.header("connection", "close").header("content-length", body.length);
  return reply.send(Readable.from(answerAndDrain(body, request.raw, refusedBodyMs)));
}

function statusOf(error: unknown, code: unknown): number {
  if (error instanceof RequestError) return error.status;
  return error instanceof TooLargeError ? 413 : (STATUS[String(code)] ?? 500);
}

/** Whether nothing more comes of a request: one without a body has been read, too. */
const isRead = ({ complete, headers }: IncomingMessage): boolean =>
  complete || (headers["transfer-encoding"] === undefined && !Number(headers["content-length"] ?? 0));

/** The whole answer at once; its end, with which Node closes the connection, once no more of the body comes. */
async function* answerAndDrain(body: Buffer, incoming: IncomingMessage, limitMs: number) {
  yield body;
  if (incoming.readableEnded || incoming.destroyed) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, limitMs);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    incoming.unpipe();
    incoming.once("end", stop).once("close", stop).once("error", stop).resume();
  });
}
