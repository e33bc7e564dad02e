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

/** Most fields that an operation may return, as estimated before it runs. */
export const MAX_COST = 50_000;
/** The largest page; a request for more is refused by its resolver. */
const MAX_PAGE = 200;
/** Items of a list that is not in `LIST_SIZES` and has no `first` or `last`. */
const DEFAULT_LIST_SIZE = 10;

/** About how many items lists without `first` or `last` have; 1 where the list's parent has been multiplied already. */
const LIST_SIZES: Record<string, number | ((args: Record<string, unknown>) => number)> = {
  "Session.videos": 50,
  "Video.transcript": 500,
  "Video.chapters": 12,
  "Video.summary": 12,
  "Answer.leftOut": 2,
  "Answer.followUps": 3,
  "AnswerWaiting.videos": 3,
  "Answer.sources": 8,
  "AnswerSources.passages": 8,
  "AnswerConnection.edges": 1,
  "Mutation.addVideos": ({ urls }) => (urls as unknown[]).length,
  "AddVideosPayload.results": 1,
  "AddPlaylistPayload.results": 1,
  "__Schema.types": 60,
  "__Schema.directives": 5,
  "__Type.fields": 6,
  "__Type.interfaces": 1,
  "__Type.possibleTypes": 1,
  "__Type.inputFields": 1,
  "__Type.enumValues": 2,
  "__Field.args": 1,
  "__Directive.args": 1,
  // Most types are wrapped once or not at all, while introspection queries unwrap them nine times.
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
 * The error for an operation that costs too much, else null. The cost is the number of fields that the response may have:
 * each field counts 1, and a selection in a list counts once for each expected item, whether a literal, a variable or a
 * default says how many. Introspection counts alike.
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
  // Execution reports each of them, before anything is resolved.
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
    // Such as fragments that unfold without end, or an argument that cannot be read.
    if (error instanceof GraphQLError) return overLimit(error.message);
    throw error;
  }
}

function countFields({ type, field, args, childComplexity }: ComplexityEstimatorArgs): number {
  return 1 + itemsOf({ type, field, args }) * childComplexity;
}

function itemsOf({ type, field, args }: Pick<ComplexityEstimatorArgs, "type" | "field" | "args">): number {
  const listSize = LIST_SIZES[`${type.name}.${field.name}`];
  if (listSize !== undefined) return typeof listSize === "number" ? listSize : listSize(args);
  const page = field.args.find(({ name }) => name === "first" || name === "last");
  // null stands for the default, as does an argument that is left out.
  if (page) return clamp(Number(args[page.name] ?? page.defaultValue ?? MAX_PAGE));
  return isList(field.type) ? DEFAULT_LIST_SIZE : 1;
}

const clamp = (items: number) => Math.min(Math.max(items, 0), MAX_PAGE);

const isList = (type: ComplexityEstimatorArgs["field"]["type"]) => isListType(getNullableType(type));
