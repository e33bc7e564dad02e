import { sql, type RawBuilder } from "kysely";
import { run } from "../database/sql.ts";
import type { Database, EntityManager } from "../database/open.ts";
import type { FetchedTranscript } from "../youtube/fetch-transcript.ts";
import { type PassagesWithVectors, rewriteVectors, writePassages } from "../search/index/write-index.ts";
import { transcriptLeases, type LeasedTranscript } from "./queue.ts";

/** Stores a fetched transcript, which is not fetched again after a crash while embedding. false: the lease is lost. */
export function storeCues(
  database: Database,
  leased: LeasedTranscript,
  fetched: FetchedTranscript,
): Promise<boolean> {
  const cues = fetched.cues.map((cue) => [cue.startMs, cue.endMs, cue.text]);
  return transcriptLeases.update(
    database.fork(),
    leased,
    sql`cues = ${JSON.stringify(cues)}::jsonb, language = ${fetched.language}, track = ${fetched.track},
      title = ${fetched.title}, author = ${fetched.author}, thumbnail_url = ${fetched.thumbnailUrl},
      duration_ms = ${fetched.durationMs ?? fetched.cues.at(-1)?.endMs ?? null},
      status = 'EMBEDDING', failure = null, progress = 0.1`,
  );
}

/**
 * Stores passages with their windows' vectors (in the order of the windows) and makes the transcript READY, all or
 * nothing. false: the lease is lost, and nothing is stored.
 */
export function storePassages(
  database: Database,
  leased: LeasedTranscript,
  stored: PassagesWithVectors & { language: string },
): Promise<boolean> {
  return underLease(database, leased, async (em) => {
    await run(em, sql`delete from passages where transcript_id = ${leased.id}`);
    await run(em, sql`delete from term_postings where transcript_id = ${leased.id}`);
    await writePassages(em, leased.id, stored);
    return sql`status = 'READY', progress = 1, failure = null, passage_count = ${stored.passages.length},
      language = ${stored.language}, embedding_model = ${stored.model}`;
  });
}

/** Replaces the vectors of windows that are there already. false: the lease is lost. */
export function storeVectors(
  database: Database,
  leased: LeasedTranscript,
  stored: { windowIds: string[]; vectors: Float32Array[]; model: string },
): Promise<boolean> {
  return underLease(database, leased, async (em) => {
    await rewriteVectors(em, stored);
    return sql`embedding_model = ${stored.model}`;
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
    const ended = sql`${set}, attempts = 0, retry_at = null, ${transcriptLeases.released}`;
    return transcriptLeases.update(em, leased, ended);
  });
}
