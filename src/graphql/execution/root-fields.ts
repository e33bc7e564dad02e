import { collectFields } from "@graphql-tools/utils";
import {
  getVariableValues,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { overLimit } from "./over-limit.ts";

const MAX_MUTATIONS = 10;
/** How often an operation may have these fields, each of which is much work. */
const MAX_CALLS: Record<string, number> = {
  "Mutation.ask": 5,
  "Query.search": 20,
};
/** Fields that are the same work as another. */
const COUNTED_AS: Record<string, string> = { "Mutation.askAgain": "Mutation.ask" };

/**
 * The error for an operation that calls too many mutations, searches or asks, else null. Each is counted that would be
 * executed, whatever aliases and fragments it is in, and whatever @skip and @include say with these variables.
 */
export function checkRootFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown> | null | undefined,
): GraphQLError | null {
  const type = schema.getRootType(operation.operation);
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
  // Execution reports what is wrong with them.
  if (!type || !coerced) return null;
  const { selectionSet } = operation;
  const { fields } = collectFields(
    schema,
    fragmentsOf(document),
    { coerced, sources: {} },
    type,
    selectionSet,
  );
  if (operation.operation === OperationTypeNode.MUTATION && fields.size > MAX_MUTATIONS) {
    return overLimit(
      `The operation has ${fields.size} mutations, and at most ${MAX_MUTATIONS} are allowed: send them in several requests.`,
    );
  }
  const calls = new Map<string, number>();
  for (const [node] of fields.values()) {
    const field = `${type.name}.${node!.name.value}`;
    const name = COUNTED_AS[field] ?? field;
    calls.set(name, (calls.get(name) ?? 0) + 1);
  }
  for (const [name, count] of calls) {
    const maximum = MAX_CALLS[name] ?? Infinity;
    if (count > maximum) {
      return overLimit(
        `The operation has ${name.split(".")[1]} ${count} times, and at most ${maximum} are allowed: send them in several requests.`,
      );
    }
  }
  return null;
}

/** The fragments of a document by their names. */
export const fragmentsOf = ({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> =>
  Object.fromEntries(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );
