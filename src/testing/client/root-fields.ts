import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
  type GraphQLSchema,
} from "graphql";

export type RootField = { type: "query" | "mutation" | "subscription"; name: string; operation: string };

/** An ID that nothing has. */
export const NO_ID = "00000000-0000-7000-8000-000000000000";

/** Each root field of the schema, with an operation that calls it alone, with arguments that pass validation. */
export function rootFields(schema: GraphQLSchema): RootField[] {
  const roots = [
    ["query", schema.getQueryType()],
    ["mutation", schema.getMutationType()],
    ["subscription", schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([type, root]) =>
    Object.values(root?.getFields() ?? {}).map((field) => {
      const required = field.args.filter((argument) => isNonNullType(argument.type));
      const given = required.map((argument) => `${argument.name}: ${literal(argument.type)}`).join(", ");
      const selection = isLeafType(getNamedType(field.type)) ? "" : " { __typename }";
      const operation = `${type} { ${field.name}${given && `(${given})`}${selection} }`;
      return { type, name: field.name, operation };
    }),
  );
}

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return `{ ${required.map((field) => `${field.name}: ${literal(field.type)}`).join(", ")} }`;
  }
  if (type.name === "ID") return JSON.stringify(NO_ID);
  return { Int: "1", Float: "1", Boolean: "true" }[type.name] ?? '"text"';
}
