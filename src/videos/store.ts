import { v7 as uuid } from "uuid";
import { sql } from "kysely";
import { epochMs, run } from "../database/sql.ts";
import type { EntityManager } from "../database/open.ts";
import type { Video } from "./video.ts";

/** The videos of a session, in the order of adding. Plain objects: every question and every event reads them. */
export async function listVideos(em: EntityManager, sessionId: string): Promise<Video[]> {
  const rows = await run(
    em,
    sql<Row>`select v.id, v.youtube_id as "videoYoutubeId", ${epochMs("v.added_at")} as "addedAtMs",
        t.id as "transcriptId", t.status, t.progress, t.title, t.author, t.thumbnail_url as "thumbnailUrl",
        t.duration_ms as "durationMs", t.language, t.requested_language as "requestedLanguage", t.track,
        t.is_timed as "isTimed", t.passage_count as "passageCount",
        t.index_version as "indexVersion", t.failure,
        ${epochMs("t.retry_at")} as "retryAtMs"
      from videos v join transcripts t on t.id = v.transcript_id
      where v.session_id = ${sessionId}
      order by v.added_at, v.id`,
  );
  return rows.map(({ id, videoYoutubeId, addedAtMs, transcriptId, retryAtMs, ...transcript }) => ({
    id,
    youtubeId: videoYoutubeId,
    addedAt: new Date(addedAtMs),
    transcript: { ...transcript, id: transcriptId, retryAt: retryAtMs === null ? null : new Date(retryAtMs) },
  }));
}

type Row = Omit<Video["transcript"], "id" | "retryAt"> & {
  id: string;
  videoYoutubeId: string | null;
  addedAtMs: number;
  transcriptId: string;
  retryAtMs: number | null;
};

type NewVideo = { transcriptId: string; youtubeId: string | null };

/** Adds videos to a session. Resolves to their ids, in order. */
export async function insertVideos(
  em: EntityManager,
  sessionId: string,
  videos: NewVideo[],
): Promise<string[]> {
  const ids = videos.map(() => uuid());
  if (videos.length === 0) return ids;
  await run(
    em,
    sql`insert into videos (id, session_id, transcript_id, youtube_id, added_at)
      select id, ${sessionId}, transcript_id, youtube_id, ${new Date()}
      from unnest(
        ${ids}::uuid[],
        ${videos.map(({ transcriptId }) => transcriptId)}::uuid[],
        ${videos.map(({ youtubeId }) => youtubeId)}::text[]
      ) as r (id, transcript_id, youtube_id)`,
  );
  return ids;
}

/** Gives a video another transcript. */
export async function replaceTranscript(
  em: EntityManager,
  videoId: string,
  transcriptId: string,
): Promise<void> {
  await run(em, sql`update videos set transcript_id = ${transcriptId} where id = ${videoId}`);
}

/** Deletes a video of a session. Resolves to the id of its transcript; undefined where the session has no such video. */
export async function deleteVideo(
  em: EntityManager,
  sessionId: string,
  videoId: string,
): Promise<string | undefined> {
  const [row] = await run(
    em,
    sql<{ transcriptId: string }>`delete from videos where id = ${videoId} and session_id = ${sessionId}
      returning transcript_id as "transcriptId"`,
  );
  return row?.transcriptId;
}
