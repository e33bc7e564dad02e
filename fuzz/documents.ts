import * as fc from "fast-check";
import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";
import { createSchema } from "../src/graphql/schema.ts";
import { anyQuestion, anyText } from "./strings.ts";

const schema: GraphQLSchema = createSchema();
const MAX_LEVELS = 5;

type Draw = fc.GeneratorValue;

const chance = (draw: Draw, inTen: number) => draw(fc.integer, { min: 0, max: 9 }) < inTen;
const one = <T>(draw: Draw, list: readonly T[]): T =>
  list[draw(fc.integer, { min: 0, max: list.length - 1 })]!;

/** A value in a document, mostly of its type. Mutations that would end the session are left to the protocol's cases. */
function literal(draw: Draw, type: GraphQLInputType): string {
  if (chance(draw, 1))
    return one(draw, [
      "null",
      "1",
      "-1",
      '""',
      "[]",
      "{}",
      "1e9",
      "true",
      "X",
      "$x",
      "2147483648",
      '"""x"""',
    ]);
  if (isNonNullType(type)) return literal(draw, type.ofType);
  if (isListType(type))
    return `[${Array.from({ length: draw(fc.integer, { min: 0, max: 3 }) }, () => literal(draw, type.ofType)).join(", ")}]`;
  if (isEnumType(type)) return one(draw, type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || chance(draw, 3),
    );
    return `{ ${fields.map((field) => `${field.name}: ${literal(draw, field.type)}`).join(", ")} }`;
  }
  if (type.name === "Int") return String(draw(fc.integer, { min: -3, max: 60 }));
  if (type.name === "Float") return String(draw(fc.double, {}));
  if (type.name === "Boolean") return one(draw, ["true", "false"]);
  return JSON.stringify(draw(() => fc.oneof(anyText, anyQuestion)).slice(0, 500));
}

function selection(draw: Draw, type: GraphQLNamedType, level: number): string {
  if (isLeafType(type)) return chance(draw, 1) ? "{ id }" : "";
  if (isAbstractType(type)) {
    const parts = schema.getPossibleTypes(type).filter(() => chance(draw, 4));
    return `{ __typename ${parts.map((part) => `... on ${part.name} ${selection(draw, part, level)}`).join(" ")} }`;
  }
  const fields = Object.values((type as GraphQLObjectType).getFields());
  const chosen = fields.filter((field) =>
    chance(draw, isLeafType(getNamedType(field.type)) ? 5 : level < MAX_LEVELS ? 3 : 0),
  );
  const texts = chosen.map((field) => {
    const given = field.args.filter((argument) => isNonNullType(argument.type) || chance(draw, 4));
    const args = given.map((argument) => `${argument.name}: ${literal(draw, argument.type)}`).join(", ");
    const alias = chance(draw, 1) ? `a${draw(fc.integer, { min: 0, max: 2 })}: ` : "";
    const directive = chance(draw, 1)
      ? one(draw, [" @skip(if: false)", " @include(if: $x)", " @defer", " @skip", " @nothing"])
      : "";
    return `${alias}${field.name}${args && `(${args})`}${directive} ${selection(draw, getNamedType(field.type), level + 1)}`;
  });
  if (chance(draw, 1))
    texts.push(one(draw, ["...F", "... { id }", "__typename", "... on Nothing { x }", "..."]));
  return `{ ${texts.join(" ") || "__typename"} }`;
}

/** A document that begins well, by the schema, and may not end so. */
export const anyDocument: fc.Arbitrary<string> = fc.gen().map((draw) => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const kind = draw(fc.integer, { min: 0, max: 2 });
  const head = one(draw, [
    "",
    "Q",
    "Q($x: Boolean = true)",
    "Q($x: ID!, $y: [Int!]! = [1])",
    "($x: Nothing)",
  ]);
  const root = roots[kind]!;
  const fields = Object.values(root.getFields()).filter(
    ({ name }) => name !== "endSession" && name !== "session",
  );
  const field = chance(draw, 2) ? root.getFields()["session"] : one(draw, fields);
  const name = field?.name ?? "videoEvents";
  const args = (field?.args ?? [])
    .filter((argument) => argument.name !== "token" && (isNonNullType(argument.type) || chance(draw, 4)))
    .map((argument) => `${argument.name}: ${literal(draw, argument.type)}`)
    .join(", ");
  const body = `{ ${name}${args && `(${args})`} ${field ? selection(draw, getNamedType(field.type), 1) : "{ __typename }"} }`;
  const fragment = chance(draw, 1)
    ? one(draw, [
        " fragment F on Video { id ...F }",
        " fragment F on Session { id }",
        " query R { server { version } }",
      ])
    : "";
  return `${["query", "mutation", "subscription"][kind]} ${head} ${body}${fragment}`;
});
