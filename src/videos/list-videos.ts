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
        t.duration_ms as "durationMs", t.language, t.track, t.passage_count as "passageCount", t.failure,
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
