import { v7 as uuid } from "uuid";
import { sql } from "kysely";
import { createLeases, type Lease } from "../database/lease.ts";
import { run } from "../database/sql.ts";
import type { Database, EntityManager } from "../database/open.ts";
import { currentRequestId } from "../observability/log-fields.ts";
import { currentTraceparent } from "../observability/spans.ts";
import type { UploadedCaptions } from "../captions/formats/uploaded.ts";
import { creatorChapters } from "./overview.ts";
import type { TranscriptFailure } from "../youtube/transcript-failure.ts";

/** How long a lease lasts unless it is renewed; a process that dies delays its transcripts by no more. */
export const LEASE_MS = 15_000;

/** The leases under which transcripts are fetched and embedded. */
export const transcriptLeases = createLeases("transcripts", LEASE_MS);

export type Upload = UploadedCaptions & { title: string; language: string | null; youtubeId: string | null };

/** An upload with its cues as they are stored, in JSON, which takes a while to write. */
export type UploadToStore = { upload: Upload; storedCues: string };

/**
 * Inserts the shared transcripts of videos, each in a requested language (empty: the spoken one), as QUEUED where they are
 * new, and returns their ids by YouTube id. Locks their rows until the transaction ends, so that none is deleted as unused
 * before a video points at it. One statement does so in one order, so that two calls for the same videos cannot deadlock.
 */
export async function upsertAndLockTranscripts(
  em: EntityManager,
  wanted: [youtubeId: string, language: string][],
): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map();
  const rows = wanted.map(([youtubeId, language], place) => ({ id: uuid(), youtubeId, language, place }));
  const upserted = await run(
    em,
    sql<{
      id: string;
      youtubeId: string;
    }>`insert into transcripts (id, youtube_id, requested_language, status, request_id, trace_parent, created_at)
      select id, "youtubeId", language, 'QUEUED', ${currentRequestId()}::text, ${currentTraceparent()}::text, now() + place * interval '1 microsecond' from (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as r(id uuid, "youtubeId" text, language text, place int)
        order by "youtubeId", language
      ) as wanted
      on conflict (youtube_id, requested_language) do update set status = transcripts.status
      returning id, youtube_id as "youtubeId"`,
  );
  const ids = new Map(upserted.map(({ id, youtubeId }) => [youtubeId, id]));
  return new Map(wanted.map(([youtubeId]) => [youtubeId, ids.get(youtubeId)!]));
}

/** Transcripts that wait for another try are tried early at most once in this time, whoever asks. */
const EARLY_RETRY_INTERVAL_MS = 60_000;

/**
 * Puts the FAILED transcripts of these videos of a session back into the queue, as if they were new, and lets those that
 * wait for `retryAt` be tried now: a try that counts as none, so that those that were to follow still do.
 */
export async function tryAgain(em: EntityManager, sessionId: string, youtubeIds: string[]): Promise<void> {
  const isOwn = sql`videos.transcript_id = transcripts.id and videos.session_id = ${sessionId}
    and videos.youtube_id = any (${youtubeIds}::text[])`;
  await run(
    em,
    sql`update transcripts set status = 'QUEUED', attempts = 0, losses = 0, retry_at = null, failure = null, progress = 0,
        request_id = ${currentRequestId()}::text, trace_parent = ${currentTraceparent()}::text
      from videos where ${isOwn} and transcripts.status = 'FAILED'`,
  );
  await run(
    em,
    sql`update transcripts set attempts = greatest(attempts - 1, 0), retry_at = null, retried_early_at = now()
      from videos where ${isOwn} and transcripts.status = 'QUEUED' and transcripts.retry_at > now()
        and (retried_early_at is null or retried_early_at <= now() - ${EARLY_RETRY_INTERVAL_MS} * interval '1 ms')`,
  );
}

/** Inserts an uploaded transcript, which belongs to one video and has its cues. Returns its id. */
export async function insertUploadedTranscript(
  em: EntityManager,
  { upload: { title, language, youtubeId, cues, chapters, isTimed }, storedCues }: UploadToStore,
): Promise<string> {
  const id = uuid();
  const thumbnailUrl = youtubeId && `https://i.ytimg.com/vi/${youtubeId}/hqdefault.jpg`;
  const listed = creatorChapters(chapters);
  await run(
    em,
    sql`insert into transcripts
        (id, status, title, language, thumbnail_url, duration_ms, track, is_timed, cues, chapters, request_id, trace_parent, created_at)
      values (${id}, 'QUEUED', ${title}, ${language}, ${thumbnailUrl}, ${cues.at(-1)?.endMs ?? null},
        'UPLOADED', ${isTimed}, ${storedCues}::jsonb, ${listed && JSON.stringify(listed)}::json, ${currentRequestId()}, ${currentTraceparent()}, now())`,
  );
  return id;
}

/** Renews the lease and stores the progress. false: the lease is lost, to another process or by deletion. */
export const renewLease = (database: Database, lease: Lease, progress: number): Promise<boolean> =>
  transcriptLeases.update(
    database.reserved(),
    lease,
    sql`${transcriptLeases.renewed}, progress = greatest(progress, ${progress})`,
  );

/**
 * Ends the work without success. The transcript is QUEUED until `retryAt`, or FAILED where that is null or later than the
 * end of all sessions that want it, or the latest end that use can give them. A READY transcript stays READY, and is not indexed again before `retryAt`.
 */
export async function endLease(
  database: Database,
  lease: Lease,
  {
    failure,
    retryAt,
    refusedSettings,
    maxSessionMs,
  }: {
    failure: TranscriptFailure;
    retryAt: Date | null;
    /**
     * The fingerprint of the settings that were refused: the transcript is kept for others, or for `retryAt`, whatever is
     * left of its sessions, and this was no attempt. null: it failed otherwise.
     */
    refusedSettings: string | null;
    /** What a session lasts at most; null: use does not lengthen it. */
    maxSessionMs: number | null;
  },
): Promise<void> {
  const latestEnd = sql`case when sessions.expires_at > now() then greatest(
      sessions.expires_at, sessions.created_at + ${maxSessionMs ?? 0} * interval '1 millisecond'
    ) end`;
  await run(
    database.fork(),
    sql`update transcripts set ${transcriptLeases.released}, attempts = attempts + ${refusedSettings === null ? 1 : 0}::int,
        refused_settings = case when ${refusedSettings}::text is null then refused_settings
          else array_append(array_remove(refused_settings, ${refusedSettings}::text), ${refusedSettings}::text) end,
        retry_at = case when status = 'READY' then ${retryAt}::timestamptz else next.retry_at end,
        status = case when status = 'READY' then 'READY' when next.retry_at is null then 'FAILED' else 'QUEUED' end,
        progress = case when status = 'READY' then progress else 0 end,
        failure = case when status = 'READY' then null else ${JSON.stringify(failure)}::jsonb end
      from (
        select case when ${refusedSettings}::text is not null or ${retryAt}::timestamptz < (
          select max(${latestEnd}) from videos join sessions on sessions.id = videos.session_id
          where videos.transcript_id = ${lease.id}
        ) then ${retryAt}::timestamptz end as retry_at
      ) as next
      where ${transcriptLeases.isHeld(lease)}`,
  );
}

/** Gives a lease back as if it had never been taken: the process is stopping, or no session wants the transcript now. */
export const returnLease = (database: Database, lease: Lease): Promise<boolean> =>
  transcriptLeases.update(
    database.reserved(),
    lease,
    sql`${transcriptLeases.released},
      status = case when status = 'READY' then 'READY' else 'QUEUED' end`,
  );
