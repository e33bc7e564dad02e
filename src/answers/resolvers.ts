import type { Resolvers } from "../graphql/schema.generated.ts";
import { chooseVideos } from "../search/session-search.ts";
import { checkIdempotencyKey } from "../graphql/inputs.ts";
import { unavailable } from "../errors/errors.ts";
import { placeUrl } from "../youtube/links.ts";
import type { Answer, AnswerWait, Citation } from "./answer.ts";
import { answerMarkdown } from "./markdown/answer-markdown.ts";
import { answerEvents } from "./answer-events.ts";
import type { AnswerLogEvent } from "./log/events.ts";
import type { Context } from "../graphql/context.ts";

/** The answer as it is when the event is sent. */
async function answerOf({ answerId }: AnswerLogEvent, { services, session }: Context) {
  const answer = await services.answers.find(session, answerId);
  if (!answer) throw new Error("The answer of an event is gone");
  return answer;
}

/** The answer as its readers have it: while it runs in this process, its log is ahead of its row. */
const published = (answer: Answer, { services }: Context) =>
  (answer.status === "RUNNING" && services.log.published(answer.id)) || answer;

/** The title of a citation's video when it was cited. */
async function titleOf({ videoTitle, videoId }: Citation, context: Context): Promise<string | null> {
  if (videoTitle !== undefined) return videoTitle;
  return (await context.videos()).get(videoId)?.transcript.title ?? null;
}

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
  | "SessionEvent"
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
      await context.consume("asks");
      if (!services.serverInfo.isExtractive) await services.rateLimits.check("modelTokens", context.client);
      const checked = services.checkQuestion("question", question);
      const chosen = videoIds
        ? chooseVideos(await context.videos(), videoIds).map((video) => video.id)
        : null;
      const answer = await services.answers.ask(session, {
        question: checked,
        videoIds: chosen,
        idempotencyKey: checkIdempotencyKey(idempotencyKey),
        address: context.address,
      });
      return { answer };
    },
    askAgain() {
      throw unavailable("This cannot be done yet.", 1000);
    },
    deleteAnswer() {
      throw unavailable("This cannot be done yet.", 1000);
    },
    clearAnswers() {
      throw unavailable("This cannot be done yet.", 1000);
    },
    async cancelAnswer(_, { id }, { session, services }) {
      return { answer: await services.answers.cancel(session, id) };
    },
  },
  Subscription: {
    sessionEvents: {
      subscribe() {
        throw unavailable("This cannot be done yet.", 1000);
      },
    },
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
  SessionEvent: { __resolveType: (event) => event.__typename },
  AnswerEvent: { __resolveType: (event) => event.__typename },
  AnswerStarted: { answer: (event, _args, context) => answerOf(event as never, context) },
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
  AnswerCompleted: { answer: (event, _args, context) => answerOf(event as never, context) },
  AnswerFailed: {
    answer: (event, _args, context) => answerOf(event as never, context),
    failure: async (event, _args, context) => (await answerOf(event as never, context)).failure!,
  },
  AnswerCancelled: { answer: (event, _args, context) => answerOf(event as never, context) },
};
