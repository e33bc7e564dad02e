import { collectFields, collectSubFields } from "@graphql-tools/utils";
import {
  getNamedType,
  getOperationAST,
  getVariableValues,
  isLeafType,
  isObjectType,
  defaultFieldResolver,
  type ExecutionArgs,
  type ExecutionResult,
  type FieldNode,
  type GraphQLLeafType,
  type GraphQLObjectType,
} from "graphql";
import { fragmentsOf } from "./root-fields.ts";

/** A field of the response: its key, the event's property that it takes, and its type; null for `__typename`. */
type Leaf = { key: string; name: string; type: GraphQLLeafType | null };

type Event = Record<string, unknown>;

export type FastExecute = (event: unknown) => ExecutionResult | null;

/**
 * Executes a subscription's events of some object types as graphql's execute() would, some ten times as fast: the selected
 * properties are collected once a subscription. Only for types whose root field returns the event as it is. null: the event
 * is of another type, or more than plain properties are selected, so that execute() is needed.
 */
export function createFastExecute(operation: ExecutionArgs, typeNames: ReadonlySet<string>): FastExecute {
  let plan: Plan | null | undefined;
  return (event) => {
    if (typeof event !== "object" || event === null) return null;
    const { __typename: typeName } = event as Event;
    if (typeof typeName !== "string" || !typeNames.has(typeName)) return null;
    if (plan === undefined) plan = createPlan(operation);
    const leaves = plan?.leavesOf(typeName);
    try {
      return plan && leaves ? answer(plan.rootKey, leaves, event as Event) : null;
    } catch {
      // Such as a number out of its type's range: execute() reports it as clients expect.
      return null;
    }
  };
}

function answer(rootKey: string, leaves: Leaf[], event: Event): ExecutionResult | null {
  // Without a prototype, as graphql's results are, so that a response key such as __proto__ is a plain one.
  const fields: Event = Object.create(null);
  for (const { key, name, type } of leaves) {
    const value = event[name];
    if (typeof value !== "string" && typeof value !== "number") return null;
    fields[key] = type === null ? value : type.serialize(value);
  }
  const data: Event = Object.create(null);
  data[rootKey] = fields;
  return { data };
}

type Plan = { rootKey: string; leavesOf: (typeName: string) => Leaf[] | null };

function createPlan(operation: ExecutionArgs): Plan | null {
  const { schema, document, operationName, variableValues } = operation;
  const node = getOperationAST(document, operationName);
  const rootType = schema.getSubscriptionType();
  if (!node || !rootType) return null;
  const { coerced } = getVariableValues(schema, node.variableDefinitions ?? [], variableValues ?? {});
  if (!coerced) return null;
  const fragments = fragmentsOf(document);
  const variables = { coerced, sources: {} };
  const [root, ...others] = collectFields(schema, fragments, variables, rootType, node.selectionSet).fields;
  if (!root || others.length > 0) return null;
  const [rootKey, rootNodes] = root;
  const byType = new Map<string, Leaf[] | null>();
  return {
    rootKey,
    leavesOf(typeName) {
      const cached = byType.get(typeName);
      if (cached !== undefined) return cached;
      const type = schema.getType(typeName);
      const leaves = isObjectType(type)
        ? leavesOf(type, collectSubFields(schema, fragments, variables, type, rootNodes).fields)
        : null;
      byType.set(typeName, leaves);
      return leaves;
    },
  };
}

/** The leaves of a selection; null where one of the fields is more than a property of the event. */
function leavesOf(type: GraphQLObjectType, fields: Map<string, FieldNode[]>): Leaf[] | null {
  const leaves: Leaf[] = [];
  for (const [key, [node]] of fields) {
    const name = node!.name.value;
    if (name === "__typename") {
      leaves.push({ key, name, type: null });
      continue;
    }
    const field = type.getFields()[name];
    const leaf = field && getNamedType(field.type);
    const isPlain = !field?.resolve || field.resolve === defaultFieldResolver;
    if (!isLeafType(leaf) || !isPlain) return null;
    leaves.push({ key, name, type: leaf });
  }
  return leaves;
}
