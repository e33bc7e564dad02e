import { getOperationAST } from "graphql";
import { inSpan } from "../../observability/spans.ts";
import type { Operation } from "./operation.ts";

/** Executes a query or a mutation in a span, by OpenTelemetry's conventions for GraphQL; without its text and its variables. */
export function inOperationSpan<Result>(
  { document, operationName }: Operation,
  traceparent: unknown,
  work: () => Promise<Result>,
): Promise<Result> {
  const type = getOperationAST(document, operationName)?.operation ?? "query";
  const name = getOperationAST(document, operationName)?.name?.value;
  const attributes = { "graphql.operation.type": type, ...(name && { "graphql.operation.name": name }) };
  const parent = typeof traceparent === "string" ? traceparent : undefined;
  return inSpan(`GraphQL ${type}`, { attributes, kind: "server", parent }, work);
}
