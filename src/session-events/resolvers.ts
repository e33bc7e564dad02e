import type { Resolvers } from "../graphql/schema.generated.ts";
import { sessionEvents } from "./session-events.ts";

export const sessionEventResolvers: Pick<Resolvers, "Subscription" | "SessionEvent"> = {
  Subscription: {
    sessionEvents: {
      subscribe: (_, _args, { session, services }) =>
        sessionEvents(session, services) as AsyncIterable<never>,
      resolve: (event: unknown) => event as never,
    },
  },
  SessionEvent: { __resolveType: (event) => event.__typename },
};
