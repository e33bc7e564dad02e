import { checkPageSize } from "../graphql/inputs.ts";
import type { Resolvers } from "../graphql/schema.generated.ts";
import type { Video } from "../videos/video.ts";
import { placeUrl } from "../youtube/links.ts";
import { chooseVideos } from "./session-search.ts";

const MAX_RESULTS = 50;

export const searchResolvers: Pick<Resolvers, "Query" | "SearchHit" | "Passage"> = {
  Query: {
    async search(_, { query, videoIds, first }, context) {
      const { services } = context;
      await context.consume("searches");
      const checked = services.checkQuestion("query", query);
      const count = checkPageSize("first", first ?? 10, MAX_RESULTS);
      const videos = chooseVideos(await context.videos(), videoIds ?? null);
      const { hits } = await services.sessionEnds.whileLive(
        context.session,
        (signal) => services.search.search(videos, checked, { first: count, signal }),
        context.cancellation.signal,
      );
      return hits;
    },
  },
  SearchHit: {
    url: ({ passage: { video }, startMs }) => urlIn(video, startMs),
  },
  Passage: {
    url: ({ video, startMs }) => urlIn(video, startMs),
  },
};

const urlIn = ({ youtubeId = null, transcript: { isTimed } }: Video, startMs: number) =>
  placeUrl({ youtubeId, isTimed }, startMs);
