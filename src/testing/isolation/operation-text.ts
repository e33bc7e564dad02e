import { getNamedType, isAbstractType, isLeafType, type GraphQLSchema } from "graphql";
import type { Step } from "./places.ts";

/** An operation that reads one field by a way, and calls the root field with these arguments as variables. */
export function operationText(schema: GraphQLSchema, way: Step[], given: Record<string, unknown>): string {
  const { field: root, on } = way[0]!;
  const passed = root.args.filter(({ name }) => name in given);
  const declared = passed.map(({ name, type }) => `$${name}: ${String(type)}`).join(", ");
  const called = passed.map(({ name }) => `${name}: $${name}`).join(", ");
  const type =
    on === schema.getMutationType() ? "mutation" : on === schema.getQueryType() ? "query" : "subscription";
  const head = `${type}${declared && ` (${declared})`}`;
  return `${head} { ${root.name}${called && `(${called})`}${selection(way, 0)} }`;
}

function selection(way: Step[], at: number): string {
  const type = getNamedType(way[at]!.field.type);
  if (isLeafType(type)) return "";
  const next = way[at + 1];
  if (!next) return " { __typename }";
  const inner = `${next.field.name}${selection(way, at + 1)}`;
  return isAbstractType(type)
    ? ` { __typename ... on ${next.on.name} { ${inner} } }`
    : ` { __typename ${inner} }`;
}

/** The values, other than null, that lie at the end of a way in a result's data. */
export function valuesAt(data: unknown, way: Step[]): unknown[] {
  let values = [data];
  for (const { field } of way) {
    values = values
      .flatMap((value) => [(value as Record<string, unknown> | null)?.[field.name]])
      .flat(Infinity)
      .filter((value) => value !== null && value !== undefined);
  }
  return values;
}
