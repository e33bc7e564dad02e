import { executeBound } from "../database/sql.ts";
import type { Database } from "../database/open.ts";
import { storableText } from "../text/storable-text.ts";
import type { FetchedTranscript } from "../youtube/fetch-transcript.ts";
import type { Claim } from "./queue.ts";
import {
  type PassagesWithVectors,
  rewriteVectors,
  type WriteOptions,
  writePassages,
} from "../search/index/write-index.ts";

/** Stores what was fetched, so that a crash while embedding need not ask YouTube again. false: the claim is lost. */
export async function storeCues(
  database: Database,
  claim: Claim,
  fetched: FetchedTranscript,
): Promise<boolean> {
  const cues = fetched.cues.map((cue) => [cue.startMs, cue.endMs, cue.text]);
  const rows = await executeBound(
    database.fork(),
    `update transcripts set cues = $1::jsonb, language = $2, track = $3, title = $4, author = $5, thumbnail_url = $6,
       duration_ms = $7, status = 'EMBEDDING', failure = null, progress = 0.1
     where id = $8 and lease_id = $9 returning id`,
    [
      JSON.stringify(cues),
      fetched.language,
      fetched.track,
      fetched.title && storableText(fetched.title),
      fetched.author && storableText(fetched.author),
      fetched.thumbnailUrl,
      fetched.durationMs ?? fetched.cues.at(-1)?.endMs ?? null,
      claim.id,
      claim.leaseId,
    ],
  );
  return rows.length > 0;
}

/**
 * Stores passages with their windows' vectors (in the order of the windows) and makes the transcript READY, all or
 * nothing. false: the claim is lost, and nothing is stored.
 */
export async function storePassages(
  database: Database,
  claim: Claim,
  stored: PassagesWithVectors & { language: string },
): Promise<boolean> {
  return database.fork().transactional(async (em) => {
    const held = await em.execute(`select id from transcripts where id = ? and lease_id = ? for update`, [
      claim.id,
      claim.leaseId,
    ]);
    if (held.length === 0) return false;
    await em.execute(`delete from passages where transcript_id = ?`, [claim.id]);
    await em.execute(`delete from term_postings where transcript_id = ?`, [claim.id]);
    await writePassages(em, claim.id, stored, writeOptions(database));
    await em.execute(
      `update transcripts set status = 'READY', progress = 1, failure = null, retry_at = null, passage_count = ?,
         embedding_model = ?, language = ?, attempts = 0, lease_id = null, lease_until = null
       where id = ?`,
      [stored.passages.length, stored.model, stored.language, claim.id],
    );
    return true;
  });
}

/** Replaces the vectors of windows that are there already. false: the claim is lost. */
export async function storeVectors(
  database: Database,
  claim: Claim,
  stored: { windowIds: string[]; vectors: number[][]; model: string },
): Promise<boolean> {
  return database.fork().transactional(async (em) => {
    const held = await em.execute(`select id from transcripts where id = ? and lease_id = ? for update`, [
      claim.id,
      claim.leaseId,
    ]);
    if (held.length === 0) return false;
    await rewriteVectors(em, stored, writeOptions(database));
    await em.execute(
      `update transcripts set embedding_model = ?, attempts = 0, retry_at = null, lease_id = null, lease_until = null
       where id = ?`,
      [stored.model, claim.id],
    );
    return true;
  });
}

/** What PGlite inserts without holding up the event loop for long; PostgreSQL takes a day of speech at once. */
const writeOptions = ({ url }: Database): WriteOptions => ({ rowsPerStatement: url === null ? 20 : 2000 });
