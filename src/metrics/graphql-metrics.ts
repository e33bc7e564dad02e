import type { Kinds } from "./kinds.ts";

export type EndedOperation = {
  /** `unknown`: the document could not be read, or was refused. */
  type: "query" | "mutation" | "subscription" | "unknown";
  transport: "http" | "websocket";
  /** The code of the error that its client got; null: none. */
  code: string | null;
  /** null: it has no duration, as a subscription has none. */
  ms: number | null;
};

/** GraphQL operations, and what is refused before they begin. */
export function createGraphQLMetrics({ counter, histogram }: Kinds) {
  const operations = counter(
    "video_rag_graphql_operations_total",
    "GraphQL operations that ended here, by type, transport and code of the error that the client got (ok: none); subscriptions as they begin, and again where they break",
    ["type", "transport", "code"],
  );
  const seconds = histogram(
    "video_rag_graphql_operation_seconds",
    "Queries and mutations, without their wait for other requests",
    ["type"],
  );
  const internal = counter(
    "video_rag_internal_errors_total",
    "Requests that failed here by a fault of the server's own; each is in the log",
  );
  const rateLimited = counter(
    "video_rag_rate_limited_total",
    "Calls that were refused here by a rate limit, by the name of its variable",
    ["limit"],
  );
  const overloaded = counter(
    "video_rag_overload_refusals_total",
    "Requests and operations that were refused here, since too many were worked on",
  );

  return {
    operationEnded({ type, transport, code, ms }: EndedOperation) {
      operations.inc({ type, transport, code: code ?? "ok" });
      if (ms !== null) seconds.observe({ type }, ms / 1000);
      if (code === "INTERNAL_SERVER_ERROR") internal.inc();
    },
    /** Counts a request outside of GraphQL that failed by a fault of the server's own. */
    requestFailed: () => internal.inc(),
    /** Adds calls that the limit refused; 0 shows the limit before it has refused any. */
    rateLimited: (limit: string, calls: number) => rateLimited.inc({ limit }, calls),
    overloaded: () => overloaded.inc(),
  };
}
