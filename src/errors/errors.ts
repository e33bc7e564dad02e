import { GraphQLError, Kind, type GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import { currentRequestId } from "../observability/log-fields.ts";

export type ClientErrorCode =
  | "UNAUTHENTICATED"
  | "SESSION_EXPIRED"
  | "BAD_USER_INPUT"
  | "NOT_FOUND"
  | "LIMIT_REACHED"
  | "RATE_LIMITED"
  | "RESPONSE_TOO_LARGE"
  | "UNAVAILABLE"
  | "BAD_REQUEST"
  | "CANCELLED";

/** An error that clients may see, with its `extensions.code`. All others are masked by `maskError`. */
export class ClientError extends GraphQLError {
  constructor(code: ClientErrorCode, message: string, extensions: Record<string, unknown> = {}) {
    super(message, { extensions: { code, ...extensions } });
    this.name = "ClientError";
  }
}

export const unauthenticated = () =>
  new ClientError(
    "UNAUTHENTICATED",
    'No session: send "Authorization: Bearer <token>" with the token that mutation { session { token } } gives.',
  );

export const sessionExpired = () =>
  new ClientError(
    "SESSION_EXPIRED",
    "The session has expired: open a new one with mutation { session { token } }.",
  );

/** BAD_USER_INPUT for what has too many bytes, which is a status of its own over HTTP. */
export class TooLargeError extends ClientError {
  constructor(message: string) {
    super("BAD_USER_INPUT", message);
    this.name = "TooLargeError";
  }
}

export const badUserInput = (message: string) => new ClientError("BAD_USER_INPUT", message);

/** `limit`: the name of the limit, as its variable's. Nothing has been done; the client may try again in `retryAfterMs`. */
export const rateLimited = (limit: string, message: string, retryAfterMs: number) =>
  new ClientError("RATE_LIMITED", message, { limit, retryAfterMs });

/** The server is overloaded, or its database cannot be reached or written. */
export const unavailable = (message: string, retryAfterMs: number) =>
  new ClientError("UNAVAILABLE", message, { retryAfterMs });

/** Why work stops that its client has left. Nobody sees it. */
export const nobodyWaits = () => new ClientError("CANCELLED", "Nobody waits for the result any more.");

/**
 * Cause of an error of a part that the server cannot do without, such as its database: clients are told UNAVAILABLE. Unlike
 * a `ClientError` it says nothing about what was asked for, so that it may be tried again.
 */
export class UnavailableError extends Error {
  readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number) {
    super(message);
    this.name = "UnavailableError";
    this.retryAfterMs = retryAfterMs;
  }
}

/** The error is the same for an id that does not exist and for one of another session. */
export const notFound = (kind: "video" | "answer", id: string) =>
  new ClientError(
    "NOT_FOUND",
    `This session has no ${kind} with the id ${JSON.stringify(id.slice(0, 100))}.`,
  );

/**
 * The error that clients see. A `ClientError`, and an error that GraphQL finds in the request, pass as they are; any other
 * is logged with its cause, and clients are told only that something went wrong, and the request's id, by which the log line is
 * found. One that an `UnavailableError` caused is
 * told as UNAVAILABLE.
 */
export function maskError(error: unknown, logger: Logger): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  if (original instanceof ClientError) {
    const located = error instanceof GraphQLError ? error.toJSON() : original.toJSON();
    return { ...located, message: original.message, extensions: original.extensions };
  }
  // An error whose innermost cause is a GraphQLError was made by GraphQL itself.
  if (error instanceof GraphQLError && original instanceof GraphQLError && isClientMistake(error, original)) {
    return { ...error.toJSON(), extensions: { code: error.extensions["code"] ?? codeOf(error) } };
  }
  const path = error instanceof GraphQLError && error.path ? { path: error.path } : {};
  const cause = unavailableCause(original);
  // The part that is in trouble logs it, once for all that fail.
  if (cause) {
    const { message, extensions } = unavailable(cause.message, cause.retryAfterMs);
    return { message, ...path, extensions };
  }
  logger.error({ err: original }, "A request failed");
  const requestId = currentRequestId();
  return {
    message: "Something went wrong on the server.",
    ...path,
    extensions: { code: "INTERNAL_SERVER_ERROR", ...(requestId && { requestId }) },
  };
}

/** The `UnavailableError` that an error is, or was caused by. */
export function unavailableCause(error: unknown): UnavailableError | null {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (each instanceof UnavailableError) return each;
  }
  return null;
}

/** Apollo Server's code for an error of GraphQL, so that every transport gives the codes that HTTP does. */
export function codeOf({ message }: GraphQLError): string {
  if (message.startsWith("Syntax Error")) return "GRAPHQL_PARSE_FAILED";
  if (/^Variable "\$\w+" (got invalid value|of required type|of non-null type) /.test(message))
    return "BAD_USER_INPUT";
  if (/^(Unknown operation named|Must provide (an operation|operation name))/.test(message)) {
    return "OPERATION_RESOLUTION_FAILURE";
  }
  return "GRAPHQL_VALIDATION_FAILED";
}

/**
 * Whether an error of GraphQL is a mistake in the document or its variables. An error with a path arose while a field was
 * resolved: it is the client's where it points at an argument, and otherwise a value of the server's that does not fit
 * the field's type.
 */
function isClientMistake(error: GraphQLError, original: GraphQLError): boolean {
  if (error.path === undefined) return true;
  const kind = original.nodes?.[0]?.kind;
  return kind !== undefined && kind !== Kind.FIELD;
}

function unwrapResolverError(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError
    ? unwrapResolverError(error.originalError)
    : error;
}
