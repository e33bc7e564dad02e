import { sql, type RawBuilder } from "kysely";
import type { Database, EntityManager } from "../database/open.ts";
import type { FetchedTranscript } from "../youtube/fetch-transcript.ts";
import type { EncodedVectors } from "../search/index/encoded-index.ts";
import { writeIndex, writeVectors } from "../search/index/write-index.ts";
import { creatorChapters, settingOverview } from "./overview.ts";
import type { PreparedTranscript } from "./prepare/prepare-transcript.ts";
import type { Lease } from "../database/lease.ts";
import { transcriptLeases } from "./queue.ts";
import { NO_MODEL } from "./transcript.ts";

/**
 * Stores a fetched transcript, which is not fetched again after a crash while embedding. `cues`: as they are stored, in
 * JSON. false: the lease is lost.
 */
export function storeCues(
  database: Database,
  leased: Lease,
  fetched: Omit<FetchedTranscript, "cues"> & { cues: string; endMs: number | null },
): Promise<boolean> {
  const chapters = creatorChapters(fetched.chapters);
  return transcriptLeases.update(
    database.fork(),
    leased,
    sql`cues = ${fetched.cues}::jsonb, language = ${fetched.language}, track = ${fetched.track},
      title = ${fetched.title}, author = ${fetched.author}, thumbnail_url = ${fetched.thumbnailUrl},
      duration_ms = ${fetched.durationMs ?? fetched.endMs},
      chapters = ${chapters && JSON.stringify(chapters)}::json,
      status = 'EMBEDDING', failure = null, progress = 0.1`,
  );
}

/**
 * Stores what was made of a transcript, and makes it READY, all or nothing. `indexAgainAt`: one without vectors is not given
 * them before. false: the lease is lost, and nothing is stored.
 */
export function storeIndex(
  database: Database,
  leased: Lease,
  { index, language, overview }: PreparedTranscript,
  { signal, indexAgainAt = null }: { signal?: AbortSignal; indexAgainAt?: Date | null } = {},
): Promise<boolean> {
  return underLease(database, leased, async (em) => {
    await writeIndex(em, leased.id, index, signal);
    return sql`retry_at = ${indexAgainAt}::timestamptz, status = 'READY', progress = 1, failure = null, passage_count = ${index.passages.length},
      language = ${language}, embedding_model = ${index.vectors?.model ?? NO_MODEL}, ${settingOverview(overview)}`;
  });
}

/** Replaces the vectors of a READY transcript. false: the lease is lost. */
export function storeVectors(
  database: Database,
  leased: Lease,
  vectors: EncodedVectors,
  signal?: AbortSignal,
): Promise<boolean> {
  return underLease(database, leased, async (em) => {
    await writeVectors(em, leased.id, vectors, signal);
    return sql`retry_at = null, embedding_model = ${vectors.model}`;
  });
}

/** Runs `write` in a transaction that holds the lease, and ends the work with the assignments that it resolves to. */
function underLease(
  database: Database,
  leased: Lease,
  write: (em: EntityManager) => Promise<RawBuilder<unknown>>,
): Promise<boolean> {
  return database.fork().transactional(async (em) => {
    if (!(await transcriptLeases.lock(em, leased))) return false;
    const set = await write(em);
    const ended = sql`${set}, index_version = index_version + 1, attempts = 0, losses = 0,
      ${transcriptLeases.released}`;
    return transcriptLeases.update(em, leased, ended);
  });
}
