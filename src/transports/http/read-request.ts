import type { FastifyRequest } from "fastify";
import type { OperationRequest } from "../../graphql/execution/operation.ts";

type Fields = Record<string, unknown>;

/**
 * The operation of a request; null where it has none or is malformed, which Apollo Server reports. `textOf`: the document
 * of a SHA-256, by which persisted queries name it.
 */
export function readOperation(
  request: FastifyRequest,
  textOf: (hash: string) => string | undefined,
): OperationRequest | null {
  const { query: written, operationName, variables: given } = readFields(request);
  const hash = persistedHash(request);
  const query = hash === null ? written : textOf(hash);
  if (typeof query !== "string") return null;
  const variables = typeof given === "string" ? parseJson(given) : (given ?? null);
  if (typeof variables !== "object" || Array.isArray(variables)) return null;
  return {
    query,
    operationName: typeof operationName === "string" ? operationName : null,
    variables: variables as Fields | null,
  };
}

/** The hash by which a request names its document, without sending it, as Apollo's automatic persisted queries do. */
export function persistedHash(request: FastifyRequest): string | null {
  const { query, extensions: given } = readFields(request);
  const extensions = (typeof given === "string" ? parseJson(given) : given) as Fields | null | undefined;
  const persisted = extensions?.["persistedQuery"] as Fields | null | undefined;
  if (query !== undefined || typeof persisted !== "object" || persisted === null) return null;
  return String(persisted["sha256Hash"]);
}

function readFields({ method, query, body }: FastifyRequest): Fields {
  const fields = method === "GET" ? query : body;
  return typeof fields === "object" && fields !== null ? (fields as Fields) : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
