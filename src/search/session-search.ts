import { validate as isUuid } from "uuid";
import type { Database } from "../database/open.ts";
import { badUserInput, notFound } from "../errors/errors.ts";
import { executeBound } from "../database/sql.ts";
import type { Search } from "./search.ts";
import type { Hit, SearchResult } from "./search-result.ts";

/** A video as far as search goes. */
export type SearchableVideo = {
  id: string;
  transcript: { id: string; status: string; language?: string | null | undefined };
};

/** A passage as a session sees it: with the session's own video. */
export type SessionPassage<Video> = {
  id: string;
  video: Video;
  startMs: number;
  endMs: number;
  text: string;
};
export type SessionHit<Video> = Omit<Hit, "passage"> & {
  passage: SessionPassage<Video> & Pick<Hit["passage"], "sentences">;
};
export type SessionSearchResult<Video> = Omit<SearchResult, "hits"> & {
  hits: SessionHit<Video>[];
};

/** Search over the READY videos of a session. */
export function createSessionSearch({ database, search }: { database: Database; search: Search }) {
  return {
    async search<Video extends SearchableVideo>(
      videos: Video[],
      query: string,
      options: { first: number; signal: AbortSignal },
    ): Promise<SessionSearchResult<Video>> {
      const ready = videos.filter((video) => video.transcript.status === "READY");
      const byTranscript = new Map(ready.map((video) => [video.transcript.id, video]));
      const transcripts = ready.map(({ transcript }) => ({
        id: transcript.id,
        language: transcript.language ?? "und",
      }));
      if (transcripts.length === 0) return { hits: [], answerability: 0, wordsOnly: false };
      const found = await search({ executor: database.fork(), transcripts, query, ...options });
      return {
        ...found,
        hits: found.hits.map((hit) => ({
          ...hit,
          passage: { ...hit.passage, video: byTranscript.get(hit.passage.transcriptId)! },
        })),
      };
    },

    /** The passages of these ids that still exist in these videos, in the order of the ids. */
    async passages<Video extends SearchableVideo>(
      videos: Video[],
      ids: string[],
    ): Promise<SessionPassage<Video>[]> {
      if (ids.length === 0) return [];
      const byTranscript = new Map(videos.map((video) => [video.transcript.id, video]));
      const rows = await executeBound<PassageRow>(database.fork(), PASSAGES_SQL, [
        ids,
        [...byTranscript.keys()],
      ]);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.flatMap((id) => {
        const row = byId.get(id);
        if (!row) return [];
        const { transcriptId, ...passage } = row;
        return [{ ...passage, video: byTranscript.get(transcriptId)! }];
      });
    },
  };
}

type PassageRow = { id: string; transcriptId: string; startMs: number; endMs: number; text: string };

const PASSAGES_SQL = `
select id, transcript_id as "transcriptId", start_ms as "startMs", end_ms as "endMs", text
from passages where id = any ($1::uuid[]) and transcript_id = any ($2::uuid[])`;

export type SessionSearch = ReturnType<typeof createSessionSearch>;

/** Of a session's videos those of these ids (null: all). NOT_FOUND where one is not among them. */
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
