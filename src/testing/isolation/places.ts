import {
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";

/** Strings that stand for something of a session, though their type does not say so. */
const REFERENCES = /(cursor|token)$/i;

/** Every root field of the schema, such as `Query.video`. */
export const rootPlaces = (schema: GraphQLSchema): string[] =>
  rootTypes(schema).flatMap((type) => Object.keys(type.getFields()).map((name) => `${type.name}.${name}`));

/**
 * Every argument and input field that can carry a reference, since it is an ID or a String: `Query.video(id)`,
 * `AddTranscriptInput.url`.
 */
export function givenPlaces(schema: GraphQLSchema): string[] {
  const places: string[] = [];
  for (const type of ownTypes(schema)) {
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields()))
        if (canRefer(getNamedType(field.type))) places.push(`${type.name}.${field.name}`);
    }
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields()))
      for (const argument of field.args)
        if (canRefer(getNamedType(argument.type)))
          places.push(`${type.name}.${field.name}(${argument.name})`);
  }
  return places;
}

const canRefer = ({ name }: GraphQLNamedType) => name === "ID" || name === "String";

/** The fields of objects that are an id, a cursor or a token, or lead to one. */
export function reachingPlaces(schema: GraphQLSchema): string[] {
  return ownTypes(schema)
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => reachesReference(schema, field))
        .map((field) => `${type.name}.${field.name}`),
    );
}

function reachesReference(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  seen = new Set<string>(),
): boolean {
  const type = getNamedType(field.type);
  if (type.name === "ID" || (type.name === "String" && REFERENCES.test(field.name))) return true;
  if (seen.has(type.name)) return false;
  seen.add(type.name);
  return objectTypes(schema, type).some((object) =>
    Object.values(object.getFields()).some((inner) => reachesReference(schema, inner, seen)),
  );
}

/** A way from a root field to a field, as field and, where its type is abstract, the object's type. */
export type Step = { field: GraphQLField<unknown, unknown>; on: GraphQLObjectType };

/** The shortest ways to each field of an object type, one for each root field that leads there. */
export function waysTo(schema: GraphQLSchema, place: string): Step[][] {
  const ways: Step[][] = [];
  for (const root of rootTypes(schema)) {
    for (const first of Object.values(root.getFields())) {
      const way = shortestWay(schema, { field: first, on: root }, place);
      if (way) ways.push(way);
    }
  }
  return ways.toSorted((one, other) => one.length - other.length);
}

function shortestWay(schema: GraphQLSchema, start: Step, place: string): Step[] | null {
  const queue: Step[][] = [[start]];
  const seen = new Set<string>();
  for (let way = queue.shift(); way; way = queue.shift()) {
    const { field, on } = way.at(-1)!;
    if (`${on.name}.${field.name}` === place) return way;
    for (const type of objectTypes(schema, getNamedType(field.type))) {
      if (seen.has(type.name)) continue;
      seen.add(type.name);
      for (const next of Object.values(type.getFields())) queue.push([...way, { field: next, on: type }]);
    }
  }
  return null;
}

function objectTypes(schema: GraphQLSchema, type: GraphQLNamedType): GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? [...schema.getPossibleTypes(type)] : [];
}

const rootTypes = (schema: GraphQLSchema) =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(
    (type) => type != null,
  );

const ownTypes = (schema: GraphQLSchema) =>
  Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith("__"));
