import { sql, type RawBuilder } from "kysely";
import type { Database, EntityManager } from "../database/open.ts";
import type { FetchedTranscript } from "../youtube/fetch-transcript.ts";
import type { TranscriptCut } from "../search/index/cut-transcript.ts";
import { writeIndex, writeVectors, type TranscriptVectors } from "../search/index/write-index.ts";
import { creatorChapters, settingOverview, type StoredOverview } from "./overview.ts";
import { transcriptLeases, type LeasedTranscript } from "./queue.ts";
import { NO_MODEL } from "./transcript.ts";

/** Stores a fetched transcript, which is not fetched again after a crash while embedding. false: the lease is lost. */
export function storeCues(
  database: Database,
  leased: LeasedTranscript,
  fetched: FetchedTranscript,
): Promise<boolean> {
  const cues = fetched.cues.map((cue) => [cue.startMs, cue.endMs, cue.text]);
  const chapters = creatorChapters(fetched.chapters);
  return transcriptLeases.update(
    database.fork(),
    leased,
    sql`cues = ${JSON.stringify(cues)}::jsonb, language = ${fetched.language}, track = ${fetched.track},
      title = ${fetched.title}, author = ${fetched.author}, thumbnail_url = ${fetched.thumbnailUrl},
      duration_ms = ${fetched.durationMs ?? fetched.cues.at(-1)?.endMs ?? null},
      chapters = ${chapters && JSON.stringify(chapters)}::json,
      status = 'EMBEDDING', failure = null, progress = 0.1`,
  );
}

/** What is made of a transcript for search and for readers. `vectors`: null where there is no embedding model. */
export type IndexedTranscript = {
  cut: TranscriptCut;
  vectors: TranscriptVectors | null;
  /** BCP 47 tag. */
  language: string;
  overview: StoredOverview;
};

/**
 * Stores a transcript as it was cut, with its vectors (null: there is no embedding model), and makes it READY, all or
 * nothing. false: the lease is lost, and nothing is stored.
 */
export function storeIndex(
  database: Database,
  leased: LeasedTranscript,
  { cut, vectors, language, overview }: IndexedTranscript,
): Promise<boolean> {
  return underLease(database, leased, async (em) => {
    await writeIndex(em, leased.id, cut, vectors);
    return sql`status = 'READY', progress = 1, failure = null, passage_count = ${cut.passages.length},
      language = ${language}, embedding_model = ${vectors?.model ?? NO_MODEL}, ${settingOverview(overview)}`;
  });
}

/** Replaces the vectors of a READY transcript. false: the lease is lost. */
export function storeVectors(
  database: Database,
  leased: LeasedTranscript,
  vectors: TranscriptVectors,
): Promise<boolean> {
  return underLease(database, leased, async (em) => {
    await writeVectors(em, leased.id, vectors);
    return sql`embedding_model = ${vectors.model}`;
  });
}

/** Runs `write` in a transaction that holds the lease, and ends the work with the assignments that it resolves to. */
function underLease(
  database: Database,
  leased: LeasedTranscript,
  write: (em: EntityManager) => Promise<RawBuilder<unknown>>,
): Promise<boolean> {
  return database.fork().transactional(async (em) => {
    if (!(await transcriptLeases.lock(em, leased))) return false;
    const set = await write(em);
    const ended = sql`${set}, index_version = index_version + 1, attempts = 0, retry_at = null,
      ${transcriptLeases.released}`;
    return transcriptLeases.update(em, leased, ended);
  });
}
