import type { Resolvers } from "../schema.generated.ts";

export const sessionResolvers: Pick<Resolvers, "Query" | "Mutation" | "Session"> = {
  Query: {
    session: (_, _args, { session }) => session,
  },
  Mutation: {
    session: (_, { token }, context) => context.services.sessions.getOrCreate(token ?? context.token),
    async endSession(_, _args, { session, services }) {
      return { sessionId: session.id, deleted: await services.sessions.end(session) };
    },
  },
  Session: {
    videos: async (_, _args, context) => [...(await context.videos()).values()],
    answers: (session, { last, before }, { services }) =>
      services.answers.history(session, { last: last ?? 50, before: before ?? null }),
  },
};
