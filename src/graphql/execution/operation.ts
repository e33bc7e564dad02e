import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from "graphql";
import { codeOf } from "../../errors/errors.ts";
import type { Context } from "../context.ts";
import { checkCost } from "./cost.ts";
import { countOperation } from "./count-operation.ts";
import type { Documents } from "./documents.ts";
import { checkRootFields } from "./root-fields.ts";

/** An operation as a client sends it, on any transport. */
export type OperationRequest = {
  query: string;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
};

/** The arguments of graphql's subscribe() and execute(), with what transports need to know. */
export type Operation = ExecutionArgs & {
  contextValue: Context;
  type: `${OperationTypeNode}`;
  isSubscription: boolean;
  /** Caches the document where the caller has turned out to have a session. */
  keepDocument(): void;
};

/** Parses, validates and limits what clients send. */
export function createOperationParser(schema: GraphQLSchema, documents: Documents) {
  /** The operation, or why it cannot be executed. Never throws for a mistake of the client. */
  return (
    request: OperationRequest,
    contextValue: Context,
  ): Operation | { errors: readonly GraphQLError[] } => {
    const operation = parse(request, contextValue);
    if ("errors" in operation) countOperation(contextValue, "unknown", operation.errors.map(withCode), null);
    return operation;
  };

  function parse(
    request: OperationRequest,
    contextValue: Context,
  ): Operation | { errors: readonly GraphQLError[] } {
    try {
      const read = documents.read(request.query);
      if ("errors" in read) return read;
      const { document } = read;
      const { variables } = request;
      const operationName = givenName(request.operationName);
      const node = getOperationAST(document, operationName);
      if (!node) return { errors: [unknownOperation(operationName)] };
      const tooMuch =
        checkRootFields(schema, document, node, variables) ??
        checkCost({ schema, document, operationName, variables });
      if (tooMuch) return { errors: [tooMuch] };
      return {
        schema,
        document,
        operationName,
        variableValues: variables ?? undefined,
        contextValue,
        type: node.operation,
        isSubscription: node.operation === OperationTypeNode.SUBSCRIPTION,
        keepDocument: () => keepDocument(documents, document, contextValue),
      };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  }
}

/** An error with the code that its client is told. */
const withCode = (error: GraphQLError) => ({
  extensions: { code: error.extensions["code"] ?? codeOf(error) },
});

/** Some clients send an empty name where none is set. */
export const givenName = (operationName: string | null | undefined) => operationName || undefined;

/** Caches the document of a caller who has a session: anybody else could fill the cache with theirs. */
export function keepDocument(
  documents: Documents,
  document: DocumentNode,
  { optionalSession }: Context,
): void {
  if (optionalSession) documents.keep(document);
}

/** In the words of graphql's execute(). */
const unknownOperation = (name: string | undefined) =>
  new GraphQLError(
    name
      ? `Unknown operation named "${name}".`
      : "Must provide operation name if query contains multiple operations.",
    { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } },
  );

export type OperationParser = ReturnType<typeof createOperationParser>;
