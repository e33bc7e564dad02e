import type { ApolloServerPlugin } from "@apollo/server";
import type { Context } from "../context.ts";
import type { Documents } from "./documents.ts";
import { isTooLarge, responseTooLarge } from "./response-size.ts";
import { givenName, keepDocument } from "./operation.ts";

/**
 * Gives operations that Apollo Server executes the same reading as those of other transports. Their limits have been
 * checked before.
 */
export const createOperationPlugin = (documents: Documents): ApolloServerPlugin<Context> => ({
  async requestDidStart({ request }) {
    request.operationName = givenName(request.operationName);
    return {
      async willSendResponse({ document, contextValue, response: { body } }) {
        if (document) keepDocument(documents, document, contextValue);
        if (body.kind !== "single" || !isTooLarge(body.singleResult)) return;
        body.singleResult = { data: null, errors: [responseTooLarge().toJSON()] };
      },
    };
  },
});
