import { validate as isUuid } from "uuid";
import { sql } from "kysely";
import type { Database } from "../database/open.ts";
import { badUserInput, notFound } from "../errors/errors.ts";
import { run } from "../database/sql.ts";
import type { PlacedSentence } from "../captions/sentences.ts";
import type { Passage, SearchedPassage } from "./passage.ts";
import type { Search, SearchRequest } from "./search.ts";
import { quoteOf, sentencesWithin } from "./quote.ts";
import type { IndexCache, SearchedTranscript } from "./index/index-cache.ts";
import { sentenceAt } from "./index/transcript-index.ts";
import { quotesAt, type Moment } from "./moment.ts";
import { NOTHING_FOUND, type Quote, type SearchResult } from "./search-result.ts";

/** The part of a video that search needs. */
export type SearchableVideo = {
  id: string;
  transcript: { id: string; status: string; indexVersion: number };
};

export type SessionSearchOptions = Pick<SearchRequest, "first" | "translations" | "isForAll" | "signal"> & {
  /** See `SearchRequest.avoid`. */
  avoid?: VideoPlace[];
};

/** A part of a video. */
export type VideoPlace = { videoId: string; startMs: number; endMs: number };

/** Search over the READY videos of a session, whose passages come with the session's own video. */
export function createSessionSearch({
  database,
  search,
  indexes,
}: {
  database: Database;
  search: Search;
  indexes: Pick<IndexCache, "loadIndexes">;
}) {
  /** The indexes of the READY videos, in their order. */
  async function load<Video extends SearchableVideo>(videos: Video[], signal?: AbortSignal) {
    const ready = videos.filter(isReady);
    const byTranscript = new Map(ready.map((video) => [video.transcript.id, video]));
    const loaded = await indexes.loadIndexes(database.fork(), ready.map(toSearched), signal);
    return loaded.map((index) => ({ index, video: byTranscript.get(index.transcriptId)! }));
  }

  return {
    async search<Video extends SearchableVideo>(
      videos: Video[],
      query: string,
      { avoid = [], ...options }: SessionSearchOptions,
    ): Promise<SearchResult<SearchedPassage & { video: Video }>> {
      const ready = videos.filter(isReady);
      const byTranscript = new Map(ready.map((video) => [video.transcript.id, video]));
      const transcripts = ready.map(toSearched);
      if (transcripts.length === 0) return NOTHING_FOUND;
      const transcriptOf = new Map(ready.map(({ id, transcript }) => [id, transcript.id]));
      const avoided = avoid.flatMap(({ videoId, startMs, endMs }) => {
        const transcriptId = transcriptOf.get(videoId);
        return transcriptId === undefined ? [] : [{ transcriptId, startMs, endMs }];
      });
      const found = await search({
        executor: database.fork(),
        transcripts,
        query,
        avoid: avoided,
        ...options,
      });
      const ofSession = <Place extends { passage: SearchedPassage }>(place: Place) =>
        withVideo(place, byTranscript.get(place.passage.transcriptId)!);
      return { ...found, hits: found.hits.map(ofSession), quotes: found.quotes.map(ofSession) };
    },

    /** The sentences of these places as quotes, in the order of the places; null for one that is not there any more. */
    async quotesOf<Video extends SearchableVideo>(
      videos: Video[],
      places: VideoPlace[],
      signal?: AbortSignal,
    ): Promise<(Quote<SearchedPassage & { video: Video }> | null)[]> {
      const wanted = new Set(places.map(({ videoId }) => videoId));
      const loaded = await load(
        videos.filter(({ id }) => wanted.has(id)),
        signal,
      );
      const byVideo = new Map(loaded.map((one) => [one.video.id, one]));
      return places.map(({ videoId, startMs, endMs }) => {
        const found = byVideo.get(videoId);
        const range = found ? sentencesWithin(found.index, startMs, endMs) : null;
        return found && range ? withVideo(quoteOf(found.index, range), found.video) : null;
      });
    },

    /** The sentences of a video, in order; none where it is not READY. */
    async sentencesOf(video: SearchableVideo, signal?: AbortSignal): Promise<PlacedSentence[]> {
      const [found] = await load([video], signal);
      if (!found) return [];
      const { index } = found;
      return Array.from(index.sentences.startMs, (_, sentence) => sentenceAt(index, sentence));
    },

    /** What is said at a time of each of these videos: see `quotesAt`. */
    async quotesAt<Video extends SearchableVideo>(
      videos: Video[],
      moment: Moment,
      signal?: AbortSignal,
    ): Promise<Quote<SearchedPassage & { video: Video }>[]> {
      const loaded = await load(videos, signal);
      return loaded.flatMap(({ index, video }) =>
        quotesAt(index, moment).map((quote) => withVideo(quote, video)),
      );
    },

    /** The passages of these ids that still exist in these videos, in the order of the ids. */
    async passages<Video extends SearchableVideo>(
      videos: Video[],
      ids: string[],
    ): Promise<(Passage & { video: Video })[]> {
      if (ids.length === 0) return [];
      const byTranscript = new Map(videos.map((video) => [video.transcript.id, video]));
      const rows = await run(
        database.fork(),
        sql<Passage>`select id, transcript_id as "transcriptId", start_ms as "startMs", end_ms as "endMs", text
          from passages where id = any (${ids}::uuid[]) and transcript_id = any (${[...byTranscript.keys()]}::uuid[])`,
      );
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.flatMap((id) => {
        const passage = byId.get(id);
        return passage ? [{ ...passage, video: byTranscript.get(passage.transcriptId)! }] : [];
      });
    },
  };
}

const isReady = ({ transcript }: SearchableVideo): boolean => transcript.status === "READY";

const toSearched = ({ transcript: { id, indexVersion } }: SearchableVideo): SearchedTranscript => ({
  id,
  indexVersion,
});

const withVideo = <Place extends { passage: SearchedPassage }, Video>(place: Place, video: Video) => ({
  ...place,
  passage: { ...place.passage, video },
});

export type SessionSearch = ReturnType<typeof createSessionSearch>;

/** The session's videos of these ids (null: all). NOT_FOUND where one is not among them. */
export function chooseVideos<Video>(videos: Map<string, Video>, ids: string[] | null): Video[] {
  if (ids === null) return [...videos.values()];
  if (ids.length === 0)
    throw badUserInput("videoIds is empty: leave it out to use all videos of the session.");
  return [...new Set(ids)].map((id) => {
    const video = isUuid(id) ? videos.get(id.toLowerCase()) : undefined;
    if (!video) throw notFound("video", id);
    return video;
  });
}
