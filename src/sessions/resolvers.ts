import { checkPageSize } from "../graphql/inputs.ts";
import type { Resolvers } from "../graphql/schema.generated.ts";

const ANSWERS_MAX_PAGE = 200;

export const sessionResolvers: Pick<Resolvers, "Query" | "Mutation" | "Session"> = {
  Query: {
    session: (_, _args, { session }) => session,
  },
  Mutation: {
    async session(_, { token }, context) {
      const { sessions } = context.services;
      const payload = await sessions.getOrCreate(token ?? context.token, () => context.consume("sessions"));
      context.setSession(payload.session);
      return payload;
    },
    async endSession(_, _args, { session, services }) {
      return { sessionId: session.id, deleted: await services.sessions.end(session) };
    },
  },
  Session: {
    renewableUntil: (session, _args, { services }) =>
      services.sessions.renewal?.renewableUntil(session) ?? null,
    videos: async (_, _args, context) => [...(await context.videos()).values()],
    answers: (session, { last, before }, { services }) =>
      services.answers.history(session, {
        last: checkPageSize("last", last ?? 50, ANSWERS_MAX_PAGE),
        before: before ?? null,
      }),
  },
};
