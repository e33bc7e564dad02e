import {
  getNullableType,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  isListType,
  type DocumentNode,
  type GraphQLSchema,
} from "graphql";
import { getComplexity, type ComplexityEstimatorArgs } from "graphql-query-complexity";
import { overLimit } from "./over-limit.ts";

/** How many fields an operation may give, as far as can be told before it runs. */
export const MAX_COST = 50_000;
/** No page is larger; what asks for more is refused where it is read. */
const MAX_PAGE = 200;
/** Items of a list of which nothing else is known. */
const DEFAULT_LIST_SIZE = 10;

/** Items that lists without `first` or `last` have, about; 1 where the list's parent has been multiplied already. */
const LIST_SIZES: Record<string, number | ((args: Record<string, unknown>) => number)> = {
  "Session.videos": 50,
  "Video.transcript": 500,
  "Answer.sources": 8,
  "AnswerSources.passages": 8,
  "AnswerConnection.edges": 1,
  "Mutation.addVideos": ({ urls }) => (urls as unknown[]).length,
  "AddVideosPayload.results": 1,
  "__Schema.types": 60,
  "__Schema.directives": 5,
  "__Type.fields": 6,
  "__Type.interfaces": 1,
  "__Type.possibleTypes": 1,
  "__Type.inputFields": 1,
  "__Type.enumValues": 2,
  "__Field.args": 1,
  "__Directive.args": 1,
  // Most types are wrapped once or not at all, while introspection asks for nine times.
  "__Type.ofType": 0.5,
};

/** An operation, with its variables as they were sent. */
export type CostedOperation = {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName: string | null | undefined;
  variables: Record<string, unknown> | null | undefined;
};

/**
 * What is wrong with the cost of an operation; null: nothing. The cost is the number of fields that the answer may have:
 * each field counts 1, and what is selected in a list counts as often as the list is expected to have items, be that
 * said by a literal, a variable or a default. Introspection counts alike.
 */
export function checkCost({
  schema,
  document,
  operationName,
  variables,
}: CostedOperation): GraphQLError | null {
  const operation = getOperationAST(document, operationName);
  if (!operation) return null;
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
  // Execution tells each of them, before anything is resolved.
  if (errors) return null;
  try {
    const cost = getComplexity({
      schema,
      query: document,
      ...(operation.name ? { operationName: operation.name.value } : {}),
      variables: variables ?? {},
      estimators: [countFields],
    });
    if (cost <= MAX_COST) return null;
    return overLimit(
      `The operation may give some ${Math.round(cost)} fields, and at most ${MAX_COST} are allowed: ` +
        "ask for smaller pages, or for fewer fields of what is in lists.",
    );
  } catch (error) {
    // Fragments that unfold without end, or an argument that cannot be read.
    if (error instanceof GraphQLError) return overLimit(error.message);
    throw error;
  }
}

function countFields({ type, field, args, childComplexity }: ComplexityEstimatorArgs): number {
  return 1 + itemsOf({ type, field, args }) * childComplexity;
}

function itemsOf({ type, field, args }: Pick<ComplexityEstimatorArgs, "type" | "field" | "args">): number {
  const known = LIST_SIZES[`${type.name}.${field.name}`];
  if (known !== undefined) return typeof known === "number" ? known : known(args);
  const page = field.args.find(({ name }) => name === "first" || name === "last");
  // null stands for the default, as where it is left out.
  if (page) return clamp(Number(args[page.name] ?? page.defaultValue ?? MAX_PAGE));
  return isList(field.type) ? DEFAULT_LIST_SIZE : 1;
}

const clamp = (items: number) => Math.min(Math.max(items, 0), MAX_PAGE);

const isList = (type: ComplexityEstimatorArgs["field"]["type"]) => isListType(getNullableType(type));
