import type { ApolloServerPlugin } from "@apollo/server";
import { prefersGraphQLResponse } from "./accept.ts";

/** The codes of documents that cannot be executed, in requests that are well formed. */
const NOT_EXECUTED = new Set([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "BAD_USER_INPUT",
]);

/**
 * Sets the status of documents that cannot be executed, as GraphQL over HTTP has it: 400 in
 * application/graphql-response+json, and 200 in application/json, since proxies may replace the body of any other status.
 * Apollo Server uses 400 for both.
 */
export const statusPlugin: ApolloServerPlugin = {
  async requestDidStart({ request }) {
    if (prefersGraphQLResponse(request.http?.headers.get("accept"))) return;
    return {
      async willSendResponse({ response: { http, body } }) {
        if (http.status !== 400 || body.kind !== "single") return;
        const code = body.singleResult.errors?.[0]?.extensions?.["code"];
        if (NOT_EXECUTED.has(String(code))) http.status = 200;
      },
    };
  },
};
