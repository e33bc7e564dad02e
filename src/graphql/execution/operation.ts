import { costLimitRule } from "@escape.tech/graphql-armor-cost-limit";
import { maxDepthRule } from "@escape.tech/graphql-armor-max-depth";
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
  type ValidationContext,
  type ValidationRule,
} from "graphql";
import { LRUCache } from "lru-cache";
import type { Context } from "../context.ts";

/** Deep enough for everything the schema can answer in one breath: an answer's sources' videos' transcripts. */
const MAX_DEPTH = 12;
/** In the library's units: a field counts one, and each level multiplies by one and a half. */
const MAX_COST = 5000;
const MAX_TOKENS = 2000;
const CACHED_DOCUMENTS = 500;

/** A limit is a mistake in the document like others. What these rules do of their own is to throw, as a syntax error. */
const reporting = {
  ignoreIntrospection: true,
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, { message }: GraphQLError) =>
      context?.reportError(new GraphQLError(message.replace("Syntax Error: ", ""))),
  ],
};

/** Limits that hold on every transport, beside those of the GraphQL specification. */
export const limitRules: ValidationRule[] = [
  maxDepthRule({ ...reporting, n: MAX_DEPTH }) as ValidationRule,
  costLimitRule({ ...reporting, maxCost: MAX_COST }) as ValidationRule,
];

export const parseOptions = { maxTokens: MAX_TOKENS };

/** An operation as a client sends it, on any transport. */
export type OperationRequest = {
  query: string;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
};

/** What graphql's subscribe() and execute() take, and whether the operation is a subscription. */
export type Operation = ExecutionArgs & { contextValue: Context; isSubscription: boolean };

/** Parses and validates what clients send; documents seen before are not parsed again. */
export function createOperationParser(schema: GraphQLSchema) {
  const documents = new LRUCache<string, { document: DocumentNode; errors: readonly GraphQLError[] }>({
    max: CACHED_DOCUMENTS,
  });

  function read(query: string) {
    const cached = documents.get(query);
    if (cached) return cached;
    const document = parse(query, parseOptions);
    const checked = { document, errors: validate(schema, document, [...specifiedRules, ...limitRules]) };
    documents.set(query, checked);
    return checked;
  }

  /** The operation, or what is wrong with it. Never throws for what a client sent. */
  return (
    request: OperationRequest,
    contextValue: Context,
  ): Operation | { errors: readonly GraphQLError[] } => {
    try {
      const { document, errors } = read(request.query);
      if (errors.length > 0) return { errors };
      const node = getOperationAST(document, request.operationName);
      if (!node) return { errors: [unknownOperation(request.operationName)] };
      return {
        schema,
        document,
        operationName: request.operationName,
        variableValues: request.variables ?? undefined,
        contextValue,
        isSubscription: node.operation === OperationTypeNode.SUBSCRIPTION,
      };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  };
}

/** In the words of graphql's execute(). */
const unknownOperation = (name: string | null | undefined) =>
  new GraphQLError(
    name
      ? `Unknown operation named "${name}".`
      : "Must provide operation name if query contains multiple operations.",
    { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } },
  );

export type OperationParser = ReturnType<typeof createOperationParser>;
