import { sql, type RawBuilder } from "kysely";
import { runInTurns } from "../async/steps.ts";
import type { ListedChapter } from "../captions/chapter-lists/chapter-list.ts";
import { detectChapters, type ChapteredTranscript } from "../chapters/detect-chapters.ts";
import type { Chapter } from "../chapters/chapter.ts";
import type { Database } from "../database/open.ts";
import { run } from "../database/sql.ts";

/** Whether the creator of the video, or the supplier of the transcript, gave the chapters, or they were found. */
export type ChapterSource = "CREATOR" | "DETECTED";

/** Chapters as they are stored with a transcript: each ends where the next begins. */
export type StoredChapters = { source: ChapterSource; chapters: [startMs: number, title: string][] };

export type SourcedChapter = Chapter & { source: ChapterSource };

/** The column's value for chapters that the video's creator listed; null where there is no list. */
export function creatorChapters(listed: ListedChapter[] | null): RawBuilder<unknown> {
  if (listed === null) return sql`null`;
  const stored: StoredChapters = {
    source: "CREATOR",
    chapters: listed.map(({ startMs, title }) => [startMs, title]),
  };
  return sql`${JSON.stringify(stored)}::json`;
}

/** The chapters of a transcript as they are found. `vectors`: of its sentences; null where there is no embedding model. */
export async function foundChapters(
  transcript: ChapteredTranscript,
  vectors: Float32Array[] | null,
  signal: AbortSignal,
): Promise<StoredChapters> {
  const chapters = await runInTurns(detectChapters(transcript, vectors), { signal });
  return { source: "DETECTED", chapters: chapters.map(({ startMs, title }) => [startMs, title]) };
}

/** Sets the column to chapters that were found, unless it has those of the creator. */
export const keepingCreators = (found: StoredChapters): RawBuilder<unknown> =>
  sql`chapters = case when chapters ->> 'source' = 'CREATOR' then chapters else ${JSON.stringify(found)}::json end`;

/** The chapters of these transcripts, in one statement; [] for one without. */
export async function readChaptersOf(
  database: Database,
  transcriptIds: readonly string[],
): Promise<SourcedChapter[][]> {
  const rows = await run(
    database.fork(),
    sql<{ id: string; chapters: StoredChapters | null; end_ms: number }>`
      select id, chapters, coalesce(duration_ms, (cues -> -1 ->> 1)::int, 0) as end_ms
      from transcripts where id = any (${[...transcriptIds]}::uuid[])`,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return transcriptIds.map((id) => {
    const row = byId.get(id);
    if (!row?.chapters) return [];
    const { source, chapters } = row.chapters;
    return chapters.map(([startMs, title], at) => ({
      startMs,
      endMs: chapters[at + 1]?.[0] ?? Math.max(startMs, row.end_ms),
      title,
      source,
    }));
  });
}
