import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from "graphql";
import type { Context } from "../context.ts";
import { checkCost } from "./cost.ts";
import type { Documents } from "./documents.ts";

/** An operation as a client sends it, on any transport. */
export type OperationRequest = {
  query: string;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
};

/** The arguments of graphql's subscribe() and execute(), and whether the operation is a subscription. */
export type Operation = ExecutionArgs & { contextValue: Context; isSubscription: boolean };

/** Parses, validates and limits what clients send. */
export function createOperationParser(schema: GraphQLSchema, documents: Documents) {
  /** The operation, or why it cannot be executed. Never throws for a mistake of the client. */
  return (
    request: OperationRequest,
    contextValue: Context,
  ): Operation | { errors: readonly GraphQLError[] } => {
    try {
      const read = documents.read(request.query);
      if ("errors" in read) return read;
      const { document } = read;
      const { variables } = request;
      const operationName = givenName(request.operationName);
      const node = getOperationAST(document, operationName);
      if (!node) return { errors: [unknownOperation(operationName)] };
      const tooExpensive = checkCost({ schema, document, operationName, variables });
      if (tooExpensive) return { errors: [tooExpensive] };
      return {
        schema,
        document,
        operationName,
        variableValues: variables ?? undefined,
        contextValue,
        isSubscription: node.operation === OperationTypeNode.SUBSCRIPTION,
      };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  };
}

/** Some clients send an empty name where none is set. */
export const givenName = (operationName: string | null | undefined) => operationName || undefined;

/** In the words of graphql's execute(). */
const unknownOperation = (name: string | undefined) =>
  new GraphQLError(
    name
      ? `Unknown operation named "${name}".`
      : "Must provide operation name if query contains multiple operations.",
    { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } },
  );

export type OperationParser = ReturnType<typeof createOperationParser>;
