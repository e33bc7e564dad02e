import type { ApolloServerPlugin } from "@apollo/server";
import type { Context } from "../context.ts";
import { countOperation } from "./count-operation.ts";
import type { Documents } from "./documents.ts";
import { isTooLarge, responseTooLarge } from "./response-size.ts";
import { givenName, keepDocument } from "./operation.ts";

/**
 * Gives operations that Apollo Server executes the same reading as those of other transports. Their limits have been
 * checked before.
 */
export const createOperationPlugin = (documents: Documents): ApolloServerPlugin<Context> => ({
  async requestDidStart({ request }) {
    const startedAt = performance.now();
    request.operationName = givenName(request.operationName);
    return {
      async willSendResponse({ document, operation, contextValue, response: { body } }) {
        if (document) keepDocument(documents, document, contextValue);
        if (body.kind !== "single") return;
        if (isTooLarge(body.singleResult))
          body.singleResult = { data: null, errors: [responseTooLarge().toJSON()] };
        countOperation(contextValue, operation?.operation ?? "unknown", body.singleResult.errors, startedAt);
      },
    };
  },
});
