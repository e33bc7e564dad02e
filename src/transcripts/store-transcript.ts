import { sql, type RawBuilder } from "kysely";
import { nextTurn } from "../async/steps.ts";
import type { Database } from "../database/open.ts";
import type { FetchedTranscript } from "../youtube/fetch-transcript.ts";
import type { EncodedVectors } from "../search/index/encoded-index.ts";
import { indexWrites, vectorWrites, type Write } from "../search/index/write-index.ts";
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

/** More than so many writes are not made in one transaction: on PGlite nobody else has the database meanwhile. */
const WRITES_AT_ONCE = 8;

type StoreOptions = {
  /** When it is aborted, the work rejects with its reason between two writes. */
  signal?: AbortSignal;
  /** A transcript without vectors is not given them before. */
  indexAgainAt?: Date | null;
};

/**
 * Stores what was made of a transcript, and makes it READY. One that is READY has the new index or the old one at any moment;
 * what search keeps of another is written in parts where it is long, since nobody searches it before. false: the lease is
 * lost, and the transcript is as it was.
 */
export async function storeIndex(
  database: Database,
  leased: Lease & { kind?: "ingest" | "index-again" },
  { index, language, overview }: PreparedTranscript,
  { signal, indexAgainAt = null }: StoreOptions = {},
): Promise<boolean> {
  const writes = indexWrites(leased.id, index);
  if (leased.kind === "ingest" && writes.length > WRITES_AT_ONCE) {
    for (const write of writes.splice(0)) {
      const isHeld = await database.fork().transactional(async (em) => {
        if (!(await transcriptLeases.lock(em, leased))) return false;
        await write(em);
        return true;
      });
      if (!isHeld) return false;
      await giveWay(signal);
    }
  }
  const set = sql`retry_at = ${indexAgainAt}::timestamptz, refused_settings = null, status = 'READY', progress = 1, failure = null, passage_count = ${index.passages.length},
      language = ${language}, embedding_model = ${index.vectors?.model ?? NO_MODEL}, ${settingOverview(overview)}`;
  return storeUnderLease(database, leased, writes, set, signal);
}

/** Replaces the vectors of a READY transcript. false: the lease is lost. */
export function storeVectors(
  database: Database,
  leased: Lease,
  vectors: EncodedVectors,
  signal?: AbortSignal,
): Promise<boolean> {
  const set = sql`retry_at = null, embedding_model = ${vectors.model}`;
  return storeUnderLease(database, leased, vectorWrites(leased.id, vectors), set, signal);
}

/** Writes in a transaction that holds the lease, and ends the work with the assignments. */
function storeUnderLease(
  database: Database,
  leased: Lease,
  writes: Write[],
  set: RawBuilder<unknown>,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  return database.fork().transactional(async (em) => {
    if (!(await transcriptLeases.lock(em, leased))) return false;
    for (const write of writes) {
      await write(em);
      await giveWay(signal);
    }
    const ended = sql`${set}, index_version = index_version + 1, attempts = 0, losses = 0,
      ${transcriptLeases.released}`;
    return transcriptLeases.update(em, leased, ended);
  });
}

/** Lets the event loop do other work, and throws the signal's reason where it was aborted. */
async function giveWay(signal: AbortSignal | undefined): Promise<void> {
  await nextTurn();
  signal?.throwIfAborted();
}
