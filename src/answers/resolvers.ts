import type { Resolvers } from "../graphql/schema.generated.ts";
import { chooseVideos } from "../search/session-search.ts";
import { checkIdempotencyKey } from "../graphql/inputs.ts";
import { placeUrl } from "../youtube/links.ts";
import type { Answer, AnswerFailure, AnswerWait, Citation } from "./answer.ts";
import { answerMarkdown } from "./markdown/answer-markdown.ts";
import { answerEvents } from "./answer-events.ts";
import type { AnswerLogEvent } from "./log/events.ts";
import type { Context } from "../graphql/context.ts";

/** Counts a question of the client. Rejects with RATE_LIMITED where it has asked too much. */
async function consumeAsk(context: Context): Promise<void> {
  const { services } = context;
  await context.consume("asks");
  if (!services.serverInfo.isExtractive) await services.rateLimits.check("modelTokens", context.client);
}

/** The ids of the videos that a question is restricted to. NOT_FOUND names one that is not in the session. */
async function chosenVideos(videoIds: string[] | null, context: Context): Promise<string[] | null> {
  return videoIds && chooseVideos(await context.videos(), videoIds).map((video) => video.id);
}

/** The answer as it is when the event is sent; as it was last known here, where it was deleted since. */
async function answerOf(event: unknown, { services, session }: Context): Promise<Answer> {
  const { answerId, lastKnown } = event as AnswerLogEvent;
  return (await services.answers.find(session, answerId)) ?? lastKnown!;
}

/** The answer as its readers have it: while it runs in this process, its log is ahead of its row. */
const published = (answer: Answer, { services }: Context) =>
  (answer.status === "RUNNING" && services.log.published(answer.id)) || answer;

/** The title of a citation's video when it was cited. */
async function titleOf({ videoTitle, videoId }: Citation, context: Context): Promise<string | null> {
  if (videoTitle !== undefined) return videoTitle;
  return (await context.videos()).get(videoId)?.transcript.title ?? null;
}

/** The failure of an answer that was deleted before it was read. */
const DELETED: AnswerFailure = {
  code: "INTERNAL",
  message: "The answer failed, and was then deleted.",
  retryable: true,
};

/** What the answer of the event waits for. */
const waitOf = (event: unknown): AnswerWait => (event as { waiting: AnswerWait }).waiting;

export const answerResolvers: Pick<
  Resolvers,
  | "Query"
  | "Mutation"
  | "Subscription"
  | "Answer"
  | "Citation"
  | "AnswerEvent"
  | "AnswerStarted"
  | "AnswerWaiting"
  | "AnswerSources"
  | "AnswerCompleted"
  | "AnswerFailed"
  | "AnswerCancelled"
> = {
  Query: {
    answer: (_, { id }, { session, services }) => services.answers.find(session, id),
  },
  Mutation: {
    async ask(_, { question, videoIds, idempotencyKey }, context) {
      const { session, services } = context;
      await consumeAsk(context);
      const answer = await services.answers.ask(session, {
        question: services.checkQuestion("question", question),
        videoIds: await chosenVideos(videoIds ?? null, context),
        idempotencyKey: checkIdempotencyKey(idempotencyKey),
        address: context.address,
      });
      return { answer };
    },
    async askAgain(_, { id, idempotencyKey }, context) {
      const { session, services } = context;
      await consumeAsk(context);
      const key = checkIdempotencyKey(idempotencyKey);
      const { question, videoIds, historyBefore } = await services.answers.question(session, id);
      const answer = await services.answers.ask(session, {
        question,
        videoIds: await chosenVideos(videoIds, context),
        historyBefore,
        idempotencyKey: key,
        address: context.address,
      });
      return { answer };
    },
    async cancelAnswer(_, { id }, { session, services }) {
      return { answer: await services.answers.cancel(session, id) };
    },
    async deleteAnswer(_, { id }, { session, services }) {
      return { answerId: await services.answers.delete(session, id) };
    },
    async clearAnswers(_, _args, { session, services }) {
      return { answerIds: await services.answers.clear(session) };
    },
  },
  Subscription: {
    answerEvents: {
      subscribe: async (_, { id, after }, { session, services, resumeAfter }) =>
        (await answerEvents(
          session,
          { id, after: resumeAfter ?? after ?? null },
          services,
        )) as AsyncIterable<never>,
      resolve: (event: unknown) => event as never,
    },
  },
  Answer: {
    grounded: ({ confidence }) => (confidence ? confidence === "SURE" : null),
    citations: (answer, _args, context) => published(answer, context).citations,
    async sources(answer, _args, context) {
      return context.passages(published(answer, context).sourceIds ?? []);
    },
    async leftOut({ leftOut }, _args, context) {
      const videos = await context.videos();
      return leftOut.flatMap((id) => videos.get(id) ?? []);
    },
    scope: (answer, _args, context) => published(answer, context).scope,
    text: (answer, _args, context) => published(answer, context).text,
    async markdown(answer, _args, context) {
      const { text, citations } = published(answer, context);
      const titled = citations.map(async (citation) => ({
        ...citation,
        title: await titleOf(citation, context),
      }));
      return answerMarkdown(text, await Promise.all(titled));
    },
    videoIds: (answer) => answer.videoIds ?? null,
  },
  Citation: {
    video: async ({ videoId }, _args, context) => (await context.videos()).get(videoId) ?? null,
    videoTitle: (citation, _args, context) => titleOf(citation, context),
    isTimed: ({ isTimed = true }) => isTimed,
    url: ({ youtubeId, startMs, isTimed = true }) => placeUrl({ youtubeId, isTimed }, startMs),
  },
  AnswerEvent: { __resolveType: (event) => event.__typename },
  AnswerStarted: { answer: (event, _args, context) => answerOf(event, context) },
  AnswerWaiting: {
    async videos(event, _args, context) {
      const videos = await context.videos();
      return waitOf(event).videoIds.flatMap((id) => videos.get(id) ?? []);
    },
    until: (event) => new Date(waitOf(event).until),
  },
  AnswerSources: {
    async passages(event, _args, context) {
      const answer = await context.services.log.read((event as unknown as AnswerLogEvent).answerId);
      return context.passages(answer?.sourceIds ?? []);
    },
  },
  AnswerCompleted: { answer: (event, _args, context) => answerOf(event, context) },
  AnswerFailed: {
    answer: (event, _args, context) => answerOf(event, context),
    failure: async (event, _args, context) => (await answerOf(event, context)).failure ?? DELETED,
  },
  AnswerCancelled: { answer: (event, _args, context) => answerOf(event, context) },
};
