import type { Resolvers } from "./schema.generated.ts";

export const serverResolvers: Pick<Resolvers, "Query"> = {
  Query: { server: (_, _args, { services }) => services.serverInfo },
};
