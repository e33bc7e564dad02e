import type { GraphQLFormattedError } from "graphql";
import type { EndedOperation } from "../../metrics/graphql-metrics.ts";
import type { Context } from "../context.ts";

/** Counts an operation that has ended. `startedAt`: by `performance.now()`; null where its duration says nothing. */
export function countOperation(
  { services, transport }: Context,
  type: EndedOperation["type"],
  errors: readonly Pick<GraphQLFormattedError, "extensions">[] | undefined,
  startedAt: number | null,
): void {
  const ms = startedAt === null ? null : performance.now() - startedAt;
  services.metrics.operationEnded({ type, transport, code: codeOf(errors), ms });
}

/** Of several errors the server's own, which an operator has to see. */
function codeOf(errors: Parameters<typeof countOperation>[2]): string | null {
  const codes = (errors ?? []).map(({ extensions }) => String(extensions?.["code"]));
  return codes.find((code) => code === "INTERNAL_SERVER_ERROR") ?? codes[0] ?? null;
}
