import { readdirSync, readFileSync } from "node:fs";
import { makeExecutableSchema } from "@graphql-tools/schema";
import { DateTimeResolver, URLResolver } from "graphql-scalars";
import {
  OperationTypeNode,
  type GraphQLFieldResolver,
  type GraphQLScalarType,
  type GraphQLSchema,
} from "graphql";
import { answerResolvers } from "../answers/resolvers.ts";
import type { Context } from "./context.ts";
import { runFor } from "../async/owner.ts";
import { searchResolvers } from "../search/resolvers.ts";
import { serverResolvers } from "./resolvers.ts";
import { sessionEventResolvers } from "../session-events/resolvers.ts";
import { sessionResolvers } from "../sessions/resolvers.ts";
import { videoResolvers } from "../videos/resolvers.ts";

/** The root fields that need no session. */
const PUBLIC_FIELDS = new Set(["Query.server", "Mutation.session"]);

/** The executable schema: the SDL files, the features' resolvers, and the authorizer before each root field. */
export function createSchema(): GraphQLSchema {
  const schema = makeExecutableSchema({
    typeDefs: readSDL(),
    resolvers: [
      { DateTime: coercionOf(DateTimeResolver), URL: coercionOf(URLResolver) },
      serverResolvers,
      sessionResolvers,
      searchResolvers,
      videoResolvers,
      answerResolvers,
      sessionEventResolvers,
    ],
    resolverValidationOptions: { requireResolversToMatchSchema: "error" },
  });
  authorizeRootFields(schema);
  return schema;
}

/** The coercion of a scalar, without its description, which would replace the SDL's. */
const coercionOf = ({ serialize, parseValue, parseLiteral }: GraphQLScalarType) =>
  ({ serialize, parseValue, parseLiteral }) as GraphQLScalarType;

function readSDL(): string[] {
  const folder = new URL("../../schema/", import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".graphql"))
    .map((name) => readFileSync(new URL(name, folder), "utf8"));
}

/** Wraps root fields in the schema itself, so that no transport, and no field that is added later, bypasses it. */
function authorizeRootFields(schema: GraphQLSchema) {
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      if (PUBLIC_FIELDS.has(`${type?.name}.${field.name}`)) continue;
      const key = type === schema.getSubscriptionType() ? "subscribe" : "resolve";
      const inner = field[key];
      if (!inner) throw new Error(`${type?.name}.${field.name} has no resolver`);
      field[key] = authorized(inner as GraphQLFieldResolver<unknown, Context>);
    }
  }
}

const authorized =
  (inner: GraphQLFieldResolver<unknown, Context>): GraphQLFieldResolver<unknown, Context> =>
  async (source, args, context, info) => {
    // A mutation sees what the one before it in the same operation has changed.
    if (info.operation.operation === OperationTypeNode.MUTATION) context.clearCache();
    await context.authorize();
    // What a mutation changes, such as endSession, is changed also for a client that does not wait for its answer.
    if (info.operation.operation !== OperationTypeNode.MUTATION) context.cancellation.throwIfCancelled();
    return runFor(context.session.id, () => inner(source, args, context, info));
  };
