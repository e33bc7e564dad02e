import type { Database } from "../src/database/open.ts";
import type { SearchableVideo } from "../src/search/session-search.ts";

/** A session's videos as its search takes them. */
export async function sessionVideos(database: Database, sessionId: string): Promise<SearchableVideo[]> {
  const rows = await database
    .fork()
    .execute<{ id: string; transcript_id: string; status: string; index_version: number }[]>(
      `select videos.id, transcripts.id as transcript_id, transcripts.status, transcripts.index_version
       from videos join transcripts on transcripts.id = videos.transcript_id where videos.session_id = ?`,
      [sessionId],
    );
  return rows.map(({ id, transcript_id: transcriptId, status, index_version: indexVersion }) => ({
    id,
    transcript: { id: transcriptId, status, indexVersion },
  }));
}
