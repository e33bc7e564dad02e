import { validate as isUuid } from "uuid";
import type { Database } from "../database/open.ts";
import { badUserInput, notFound } from "../errors/errors.ts";
import { PassageSchema } from "./index/tables.ts";
import type { Search } from "./search.ts";
import type { Hit } from "./search-result.ts";
import type { Video } from "../videos/video.ts";

/** A passage as a session sees it: with the session's own video. */
export type SessionPassage = { id: string; video: Video; startMs: number; endMs: number; text: string };
export type SessionHit = Omit<Hit, "passage"> & {
  passage: SessionPassage & Pick<Hit["passage"], "sentences">;
};
export type SessionSearchResult = { hits: SessionHit[]; answerability: number };

/** Search over the READY videos of a session. */
export function createSessionSearch({ database, search }: { database: Database; search: Search }) {
  return {
    async search(
      videos: Video[],
      query: string,
      options: { first: number; signal: AbortSignal },
    ): Promise<SessionSearchResult> {
      const ready = videos.filter((video) => video.transcript.status === "READY");
      const byTranscript = new Map(ready.map((video) => [video.transcript.id, video]));
      const transcripts = ready.map(({ transcript }) => ({
        id: transcript.id,
        language: transcript.language ?? "und",
      }));
      if (transcripts.length === 0) return { hits: [], answerability: 0 };
      const found = await search({ executor: database.fork(), transcripts, query, ...options });
      return {
        answerability: found.answerability,
        hits: found.hits.map((hit) => ({
          ...hit,
          passage: { ...hit.passage, video: byTranscript.get(hit.passage.transcriptId)! },
        })),
      };
    },

    /** The passages of these ids that still exist in these videos, in the order of the ids. */
    async passages(videos: Video[], ids: string[]): Promise<SessionPassage[]> {
      if (ids.length === 0) return [];
      const byTranscript = new Map(videos.map((video) => [video.transcript.id, video]));
      const rows = await database
        .fork()
        .find(
          PassageSchema,
          { id: { $in: ids }, transcript: { $in: [...byTranscript.keys()] } },
          { fields: ["id", "transcript", "startMs", "endMs", "text"] },
        );
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.flatMap((id) => {
        const row = byId.get(id);
        const video = row && byTranscript.get(row.transcript.id);
        return row && video ? [{ id, video, startMs: row.startMs, endMs: row.endMs, text: row.text }] : [];
      });
    },
  };
}

export type SessionSearch = ReturnType<typeof createSessionSearch>;

/** Of a session's videos those of these ids (null: all). NOT_FOUND where one is not among them. */
export function chooseVideos(videos: Map<string, Video>, ids: string[] | null): Video[] {
  if (ids === null) return [...videos.values()];
  if (ids.length === 0)
    throw badUserInput("videoIds is empty: leave it out to use all videos of the session.");
  return [...new Set(ids)].map((id) => {
    const video = isUuid(id) ? videos.get(id.toLowerCase()) : undefined;
    if (!video) throw notFound("video", id);
    return video;
  });
}
