import { validate as isUuid } from "uuid";
import type { Resolvers } from "../graphql/schema.generated.ts";
import { FAILURES } from "../youtube/transcript-failure.ts";
import { addTranscript } from "../graphql/add-transcript.ts";
import { longList } from "../graphql/execution/long-list.ts";
import { checkPageSize } from "../graphql/inputs.ts";
import type { Context } from "../graphql/context.ts";
import { PLAYLIST_VIDEOS, type VideoQuota } from "./videos.ts";
import { videoEvents } from "./video-events.ts";
import { placeUrl, watchUrl } from "../youtube/links.ts";

/** As the schema's default. */
const SUGGESTED_QUESTIONS = 3;
const MAX_SUGGESTED_QUESTIONS = 10;

/** The videos that the caller may still add, by its rate limits. */
const videoQuota = (context: Context): VideoQuota => ({
  take: (count) => context.consume("videos", count),
  giveBack: (count) => context.services.rateLimits.refund("videos", context.client, count),
});

export const videoResolvers: Pick<Resolvers, "Query" | "Mutation" | "Subscription" | "Video" | "VideoEvent"> =
  {
    Query: {
      async video(_, { id }, context) {
        return isUuid(id) ? ((await context.videos()).get(id.toLowerCase()) ?? null) : null;
      },
    },
    Mutation: {
      async addVideos(_, { urls, language }, context) {
        const { session, services } = context;
        const quota = videoQuota(context);
        return { results: await services.videos.add(session, urls, language ?? null, quota) };
      },
      async addPlaylist(_, { url, first, language }, context) {
        const { session, services, cancellation } = context;
        await context.consume("playlists");
        const wanted = {
          url,
          // The schema's default stands for as many as a session may hold, where that is less.
          first: first === PLAYLIST_VIDEOS ? null : (first ?? null),
          language: language ?? null,
        };
        return services.videos.addPlaylist(session, wanted, cancellation.signal, videoQuota(context));
      },
      async addTranscript(_, { input }, context) {
        await context.consume("uploads");
        await context.consume("uploadBytes", Buffer.byteLength(input.content));
        const { session, services, cancellation } = context;
        return addTranscript(input, { session, services, signal: cancellation.signal });
      },
      async removeVideo(_, { id }, { session, services }) {
        await services.videos.remove(session, id);
        return { videoId: id };
      },
    },
    Subscription: {
      videoEvents: {
        subscribe: (_, _args, { session, services }) =>
          videoEvents(session, services) as AsyncIterable<never>,
        resolve: (event: unknown) => event as never,
      },
    },
    VideoEvent: { __resolveType: (event) => event.__typename },
    Video: {
      youtubeId: (video) => video.youtubeId ?? null,
      url: (video) => watchUrl(video.youtubeId ?? null),
      title: (video) => video.transcript.title ?? null,
      author: (video) => video.transcript.author ?? null,
      thumbnailUrl: (video) => video.transcript.thumbnailUrl ?? null,
      durationMs: (video) => video.transcript.durationMs ?? null,
      language: (video) => video.transcript.language ?? null,
      track: (video) => video.transcript.track ?? null,
      isTimed: (video) => video.transcript.isTimed,
      status: (video) => video.transcript.status,
      progress: (video) => video.transcript.progress,
      passageCount: (video) => video.transcript.passageCount,
      failure({ transcript: { status, failure, retryAt } }) {
        // The failure of an earlier attempt is not shown while another is under way, or about to be.
        if (!failure || (status !== "FAILED" && !retryAt)) return null;
        const { remedy } = FAILURES[failure.code];
        return {
          code: failure.code,
          message: failure.message,
          remedy: retryAt && remedy === "RETRY" ? "WAIT" : remedy,
          retryAt: retryAt ?? null,
          availableLanguages: failure.availableLanguages,
        };
      },
      async transcript(video, { fromMs, toMs }, context, info) {
        const cues = await context.cues(video.transcript.id);
        const [from, to] = [fromMs ?? 0, toMs ?? Infinity];
        const wanted = cues.filter((cue) => cue.endMs > from && cue.startMs < to);
        return longList(wanted, info, context);
      },
      async chapters({ youtubeId, transcript }, _, context) {
        const { chapters } = await context.overview(transcript.id);
        const place = { youtubeId: youtubeId ?? null, isTimed: transcript.isTimed };
        return chapters.map((chapter) => ({ ...chapter, url: placeUrl(place, chapter.startMs) }));
      },
      async summary({ id, youtubeId, transcript }, _, context) {
        const { points } = (await context.overview(transcript.id)).summary;
        return points.map(({ text, ...place }, at) => ({
          text,
          citation: {
            number: at + 1,
            videoId: id,
            youtubeId: youtubeId ?? null,
            videoTitle: transcript.title ?? null,
            isTimed: transcript.isTimed,
            ...place,
          },
        }));
      },
      async suggestedQuestions({ transcript }, { first }, context) {
        const count = checkPageSize("first", first ?? SUGGESTED_QUESTIONS, MAX_SUGGESTED_QUESTIONS);
        const { suggestedQuestions } = await context.overview(transcript.id);
        return suggestedQuestions.slice(0, count).map(({ question }) => question);
      },
    },
  };
