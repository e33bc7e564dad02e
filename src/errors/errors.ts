import { GraphQLError, Kind, type GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";

export type ClientErrorCode =
  | "UNAUTHENTICATED"
  | "SESSION_EXPIRED"
  | "BAD_USER_INPUT"
  | "NOT_FOUND"
  | "LIMIT_REACHED"
  | "RATE_LIMITED";

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

export const badUserInput = (message: string) => new ClientError("BAD_USER_INPUT", message);

/** The same for what does not exist and for what another session has. */
export const notFound = (kind: "video" | "answer", id: string) =>
  new ClientError(
    "NOT_FOUND",
    `This session has no ${kind} with the id ${JSON.stringify(id.slice(0, 100))}.`,
  );

/**
 * What clients are told of an error: those meant for them, and those that GraphQL itself finds in a request, as they
 * are; any other is logged with its cause and says nothing.
 */
export function maskError(error: unknown, logger: Logger): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  if (original instanceof ClientError) {
    const located = error instanceof GraphQLError ? error.toJSON() : original.toJSON();
    return { ...located, message: original.message, extensions: original.extensions };
  }
  // Whatever is a GraphQLError to its core was made by GraphQL.
  if (
    error instanceof GraphQLError &&
    original instanceof GraphQLError &&
    isMistakeOfClient(error, original)
  ) {
    return { ...error.toJSON(), extensions: { code: error.extensions["code"] ?? codeOf(error) } };
  }
  logger.error({ err: original }, "A request failed");
  const path = error instanceof GraphQLError && error.path ? { path: error.path } : {};
  return {
    message: "Something went wrong on the server.",
    ...path,
    extensions: { code: "INTERNAL_SERVER_ERROR" },
  };
}

/** The codes of Apollo Server, which gives them over HTTP, for errors of every transport. */
function codeOf({ message }: GraphQLError): string {
  if (message.startsWith("Syntax Error")) return "GRAPHQL_PARSE_FAILED";
  if (/^Variable "\$\w+" (got invalid value|of required type|of non-null type) /.test(message))
    return "BAD_USER_INPUT";
  if (/^(Unknown operation named|Must provide (an operation|operation name))/.test(message)) {
    return "OPERATION_RESOLUTION_FAILURE";
  }
  return "GRAPHQL_VALIDATION_FAILED";
}

/**
 * Whether what GraphQL found is a mistake in the document or in its variables. What it finds with a path came up while
 * fields were resolved: there only the values of arguments are the client's, and what else is wrong is a value of ours
 * that does not fit the field's type.
 */
function isMistakeOfClient(error: GraphQLError, original: GraphQLError): boolean {
  if (error.path === undefined) return true;
  const kind = original.nodes?.[0]?.kind;
  return kind !== undefined && kind !== Kind.FIELD;
}

function unwrapResolverError(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError
    ? unwrapResolverError(error.originalError)
    : error;
}
