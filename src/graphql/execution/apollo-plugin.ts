import type { ApolloServerPlugin } from "@apollo/server";
import type { Context } from "../context.ts";
import { checkCost } from "./cost.ts";
import { givenName } from "./operation.ts";

/** Gives operations that Apollo Server executes the same reading and the same limits as those of other transports. */
export const operationPlugin: ApolloServerPlugin<Context> = {
  async requestDidStart({ request }) {
    request.operationName = givenName(request.operationName);
    return {
      async didResolveOperation({ schema, document, request: { operationName, variables } }) {
        const tooExpensive = checkCost({ schema, document, operationName, variables });
        if (tooExpensive) throw tooExpensive;
      },
    };
  },
};
