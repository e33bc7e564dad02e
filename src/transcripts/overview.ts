import { sql } from "kysely";
import { runInTurns } from "../async/steps.ts";
import type { ListedChapter } from "../captions/chapter-lists/chapter-list.ts";
import { detectChapters, type ChapteredTranscript } from "../chapters/detect-chapters.ts";
import type { Chapter } from "../chapters/chapter.ts";
import type { Bus } from "../database/pubsub.ts";
import type { Database } from "../database/open.ts";
import { run } from "../database/sql.ts";
import type { TranscriptCut } from "../search/index/cut/cut-transcript.ts";
import type { TranscriptVectors } from "../search/index/encoded-index.ts";
import type { SuggestedQuestion, Suggester } from "../suggestions/suggest-questions.ts";
import type { SummarizedTranscript } from "../summaries/read-transcript.ts";
import { summarySteps, type SummaryPoint } from "../summaries/summarize.ts";

/** Whether the creator of the video, or the supplier of the transcript, gave the chapters, or they were found. */
export type ChapterSource = "CREATOR" | "DETECTED";

/** Chapters as they are stored with a transcript: each ends where the next begins. */
export type StoredChapters = { source: ChapterSource; chapters: [startMs: number, title: string][] };

/** A summary as it is stored: sentences of the transcript, or what a model wrote of it. In the order of time. */
export type StoredSummary = { source: "TRANSCRIPT" | "MODEL"; points: SummaryPoint[] };

/** What a video says as a whole, as it is stored with its transcript. */
export type StoredOverview = {
  chapters: StoredChapters;
  summary: StoredSummary;
  suggestedQuestions: SuggestedQuestion[];
};

export type SourcedChapter = Chapter & { source: ChapterSource };

/** What a video says as a whole; all of it empty until it is made. */
export type Overview = {
  chapters: SourcedChapter[];
  summary: StoredSummary;
  suggestedQuestions: SuggestedQuestion[];
};

const NO_SUMMARY: StoredSummary = { source: "TRANSCRIPT", points: [] };

/** Chapters that the video's creator listed, as they are stored; null where there is no list. */
export const creatorChapters = (listed: ListedChapter[] | null): StoredChapters | null =>
  listed && { source: "CREATOR", chapters: listed.map(({ startMs, title }) => [startMs, title]) };

export type OverviewOptions = {
  /** The chapters, where they need not be found. */
  known: StoredChapters | null;
  suggester: Suggester;
  /** Whose turn it takes at the models and in threads: a session. */
  owner: string;
  signal: AbortSignal;
};

/** What a transcript says as a whole. `vectors`: null where there is no embedding model. */
export async function makeOverview(
  transcript: ChapteredTranscript & SummarizedTranscript & TranscriptCut,
  vectors: TranscriptVectors | null,
  { known, suggester, owner, signal }: OverviewOptions,
): Promise<StoredOverview> {
  const ofSentences = vectors && vectors.sentences;
  const chapters = known ?? (await foundChapters(transcript, ofSentences, signal));
  const titled = chapters.chapters.map(([startMs, title]) => ({ startMs, title }));
  const points = await runInTurns(summarySteps(transcript, titled, ofSentences), { signal });
  const { language } = transcript;
  const suggestedQuestions = await suggester.suggest(
    { cut: transcript, language, vectors },
    chapters.chapters,
    { owner, signal },
  );
  return { chapters, summary: { source: "TRANSCRIPT", points }, suggestedQuestions };
}

async function foundChapters(
  transcript: ChapteredTranscript,
  vectors: Float32Array[] | null,
  signal: AbortSignal,
): Promise<StoredChapters> {
  const chapters = await runInTurns(detectChapters(transcript, vectors), { signal });
  return { source: "DETECTED", chapters: chapters.map(({ startMs, title }) => [startMs, title]) };
}

/** The overviews of transcripts. */
export function createOverviews(database: Database, bus: Bus) {
  return {
    /** In the order of the ids. */
    read: (transcriptIds: readonly string[]) => readOverviewsOf(database, transcriptIds),

    /** Stores what a model wrote of a transcript, unless it was indexed anew since it was read. */
    async storeWritten(
      { id, indexVersion }: { id: string; indexVersion: number },
      { chapters, ...overview }: Overview,
    ): Promise<void> {
      const [first] = chapters;
      if (first === undefined) return;
      const stored: StoredChapters = {
        source: first.source,
        chapters: chapters.map(({ startMs, title }) => [startMs, title]),
      };
      await run(
        database.fork(),
        sql`update transcripts set ${settingOverview({ ...overview, chapters: stored })}
          where id = ${id} and index_version = ${indexVersion}`,
      );
      bus.publish(`transcript:${id}`);
    },
  };
}

export type Overviews = ReturnType<typeof createOverviews>;

/** Sets the columns of an overview. */
export const settingOverview = ({ chapters, summary, suggestedQuestions }: StoredOverview) =>
  sql`chapters = ${JSON.stringify(chapters)}::json, summary = ${JSON.stringify(summary)}::json,
    suggested_questions = ${JSON.stringify(suggestedQuestions)}::json`;

/** Whether a transcript has all that its overview consists of. */
export const hasOverview = sql`(chapters is not null and summary is not null and suggested_questions is not null)`;

/** The overviews of these transcripts, in one statement. */
export async function readOverviewsOf(
  database: Database,
  transcriptIds: readonly string[],
): Promise<Overview[]> {
  const rows = await run(
    database.fork(),
    sql<{
      id: string;
      chapters: StoredChapters | null;
      summary: StoredSummary | null;
      suggested_questions: SuggestedQuestion[] | null;
      end_ms: number;
    }>`
      select id, chapters, summary, suggested_questions,
        coalesce(duration_ms, (cues -> -1 ->> 1)::int, 0) as end_ms
      from transcripts where id = any (${[...transcriptIds]}::uuid[])`,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return transcriptIds.map((id) => {
    const row = byId.get(id);
    return {
      chapters: row?.chapters ? toChapters(row.chapters, row.end_ms) : [],
      summary: row?.summary ?? NO_SUMMARY,
      suggestedQuestions: row?.suggested_questions ?? [],
    };
  });
}

const toChapters = ({ source, chapters }: StoredChapters, endMs: number): SourcedChapter[] =>
  chapters.map(([startMs, title], at) => ({
    startMs,
    endMs: chapters[at + 1]?.[0] ?? Math.max(startMs, endMs),
    title,
    source,
  }));
