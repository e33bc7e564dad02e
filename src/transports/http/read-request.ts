import type { FastifyRequest } from "fastify";
import type { OperationRequest } from "../../graphql/execution/operation.ts";

type Fields = Record<string, unknown>;

/** The operation of a request; null where it has none or is malformed, which Apollo Server reports. */
export function readOperation(request: FastifyRequest): OperationRequest | null {
  const { query, operationName, variables: given } = readFields(request);
  if (typeof query !== "string") return null;
  const variables = typeof given === "string" ? parseJson(given) : (given ?? null);
  if (typeof variables !== "object" || Array.isArray(variables)) return null;
  return {
    query,
    operationName: typeof operationName === "string" ? operationName : null,
    variables: variables as Fields | null,
  };
}

/** Whether a request names its document by its hash alone, as Apollo's automatic persisted queries do. */
export function isPersistedQuery(request: FastifyRequest): boolean {
  const { query, extensions: given } = readFields(request);
  const extensions = typeof given === "string" ? parseJson(given) : given;
  return (
    query === undefined && typeof (extensions as Fields | null | undefined)?.["persistedQuery"] === "object"
  );
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
