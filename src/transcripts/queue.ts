import { v7 as uuid } from "uuid";
import { executeBound } from "../database/sql.ts";
import type { Database, EntityManager } from "../database/open.ts";
import type { Cue } from "../captions/cue.ts";
import { TranscriptSchema, type Transcript, type TranscriptFailure } from "./transcript.ts";

/** How long a claim lasts unless it is renewed. A process that dies holds its transcripts up for no longer. */
export const LEASE_MS = 15_000;

export type Upload = { title: string; language: string | null; youtubeId: string | null };

/**
 * The shared transcripts of videos, each in a requested language (empty: the spoken one), by YouTube id: QUEUED where it
 * is new. Holds their rows until the transaction ends, so that nobody deletes one as unused before it is. All in one
 * statement and in one order, lest two that name the same videos wait for each other.
 */
export async function claimTranscripts(
  em: EntityManager,
  wanted: [youtubeId: string, language: string][],
): Promise<Map<string, Transcript>> {
  if (wanted.length === 0) return new Map();
  const rows = wanted.map(([youtubeId, language], place) => ({ id: uuid(), youtubeId, language, place }));
  const claimed = await em.execute<{ id: string }[]>(
    `insert into transcripts (id, youtube_id, requested_language, status, created_at)
     select id, "youtubeId", language, 'QUEUED', now() + place * interval '1 microsecond' from (
       select * from jsonb_to_recordset(?::jsonb) as r(id uuid, "youtubeId" text, language text, place int)
       order by "youtubeId", language
     ) as wanted
     on conflict (youtube_id, requested_language) do update set status = transcripts.status
     returning id`,
    [JSON.stringify(rows)],
  );
  const found = await em.find(
    TranscriptSchema,
    { id: { $in: claimed.map(({ id }) => id) } },
    { refresh: true },
  );
  const byYoutubeId = new Map(found.map((transcript) => [transcript.youtubeId, transcript]));
  return new Map(wanted.map(([youtubeId]) => [youtubeId, byYoutubeId.get(youtubeId)!]));
}

/** Makes a transcript that FAILED wait in the queue as if it were new. */
export async function retryTranscript(em: EntityManager, transcript: Transcript): Promise<void> {
  await em.execute(
    `update transcripts set status = 'QUEUED', attempts = 0, retry_at = null, failure = null, progress = 0
     where id = ? and status = 'FAILED'`,
    [transcript.id],
  );
  await em.refresh(transcript);
}

/** A transcript of one video alone, whose cues are there already. */
export function createUploadedTranscript(em: EntityManager, upload: Upload & { cues: Cue[] }): Transcript {
  return em.create(TranscriptSchema, {
    id: uuid(),
    youtubeId: null,
    status: "QUEUED",
    title: upload.title,
    language: upload.language,
    thumbnailUrl: upload.youtubeId && `https://i.ytimg.com/vi/${upload.youtubeId}/hqdefault.jpg`,
    durationMs: upload.cues.at(-1)?.endMs ?? null,
    track: "UPLOADED",
    cues: upload.cues.map((cue) => [cue.startMs, cue.endMs, cue.text]),
    createdAt: new Date(),
  });
}

export type Claim = Pick<Transcript, "id" | "youtubeId" | "requestedLanguage" | "attempts" | "language"> & {
  leaseId: string;
  /** READY: only its vectors are of another model and have to be made anew. */
  kind: "ingest" | "embed-again";
  hasCues: boolean;
};

/**
 * Claims at most `limit` transcripts to work on: those whose turn it is, those whose lease lapsed, and READY ones whose
 * vectors another model made; only such as a living session wants. Each claim counts as an attempt.
 */
export async function claimWork(database: Database, embeddingModel: string, limit: number): Promise<Claim[]> {
  const rows = await database.fork().execute<
    {
      id: string;
      youtube_id: string | null;
      requested_language: string;
      attempts: number;
      language: string | null;
      lease_id: string;
      status: string;
      has_cues: boolean;
    }[]
  >(
    `update transcripts set
       lease_id = gen_random_uuid(),
       lease_until = now() + ? * interval '1 millisecond',
       attempts = attempts + 1,
       retry_at = null,
       status = case when status = 'READY' then 'READY' when cues is null then 'FETCHING' else 'EMBEDDING' end
     where id in (
       select id from transcripts
       where (lease_until is null or lease_until < now())
         and (
           (status = 'QUEUED' and (retry_at is null or retry_at <= now()))
           or status in ('FETCHING', 'EMBEDDING')
           or (status = 'READY' and embedding_model is distinct from ? and (retry_at is null or retry_at <= now()))
         )
         and exists (
           select from videos join sessions on sessions.id = videos.session_id
           where videos.transcript_id = transcripts.id and sessions.expires_at > now()
         )
       order by status = 'READY', created_at
       limit ?
       for update skip locked
     )
     returning id, youtube_id, requested_language, attempts, language, lease_id, status, cues is not null as has_cues`,
    [LEASE_MS, embeddingModel, limit],
  );
  return rows.map((row) => ({
    id: row.id,
    youtubeId: row.youtube_id,
    requestedLanguage: row.requested_language,
    attempts: row.attempts,
    language: row.language,
    leaseId: row.lease_id,
    kind: row.status === "READY" ? "embed-again" : "ingest",
    hasCues: row.has_cues,
  }));
}

/** Lengthens the lease and says how far the work is. false: the claim is lost, to another process or by deletion. */
export async function renewClaim(database: Database, claim: Claim, progress: number): Promise<boolean> {
  const rows = await database.fork().execute(
    `update transcripts set lease_until = now() + ? * interval '1 millisecond', progress = greatest(progress, ?)
     where id = ? and lease_id = ? returning id`,
    [LEASE_MS, progress, claim.id, claim.leaseId],
  );
  return rows.length > 0;
}

/**
 * Ends a claim without success: QUEUED to be tried at `retryAt`, or FAILED for good where it is null, or where no session
 * that wants it will still be there.
 */
export async function endClaim(
  database: Database,
  claim: Claim,
  outcome: { failure: TranscriptFailure; retryAt: Date | null },
): Promise<void> {
  await executeBound(
    database.fork(),
    `update transcripts set lease_id = null, lease_until = null, retry_at = next.retry_at,
       status = case when status = 'READY' then 'READY' when next.retry_at is null then 'FAILED' else 'QUEUED' end,
       progress = case when status = 'READY' then progress else 0 end,
       failure = case when status = 'READY' then null else $2::jsonb end
     from (
       select case when $1::timestamptz < (
         select max(sessions.expires_at) from videos join sessions on sessions.id = videos.session_id
         where videos.transcript_id = $3
       ) then $1::timestamptz end as retry_at
     ) as next
     where id = $3 and lease_id = $4`,
    [outcome.retryAt, JSON.stringify(outcome.failure), claim.id, claim.leaseId],
  );
}

/** Ends every lease: for a database that nobody else uses. */
export async function releaseAllClaims(database: Database): Promise<void> {
  await database.fork().execute(`update transcripts set lease_until = null where lease_until is not null`);
}

/** Gives a claim back as if it had never been made: the process is stopping. */
export async function releaseClaim(database: Database, claim: Claim): Promise<void> {
  await database.fork().execute(
    `update transcripts set lease_id = null, lease_until = null, attempts = greatest(attempts - 1, 0),
       status = case when status = 'READY' then 'READY' else 'QUEUED' end
     where id = ? and lease_id = ?`,
    [claim.id, claim.leaseId],
  );
}
