import { sql } from "kysely";
import type { Lease } from "../database/lease.ts";
import type { Database } from "../database/open.ts";
import { hasOverview } from "./overview.ts";
import { transcriptLeases } from "./queue.ts";
import type { Transcript } from "./transcript.ts";

/** A transcript that this process works on. */
export type LeasedTranscript = Lease &
  Pick<
    Transcript,
    "youtubeId" | "requestedLanguage" | "losses" | "language" | "requestId" | "traceParent"
  > & {
    /** index-again: it is READY, but its vectors are of another model, or an earlier version cut it. */
    kind: "ingest" | "index-again";
    /** The number of this attempt, from 1. */
    attempt: number;
    /** The session whose turn it is worked on in: of those that want it the one with the fewest under way. */
    sessionId: string;
    hasCues: boolean;
    hasOverview: boolean;
  };

export type LeaseOptions = {
  /** null where there is none; vectors that are there then stay. */
  embeddingModel: string | null;
  /** A fingerprint of the settings of the embedding model. */
  settings: string;
  /** The transcripts that this process works on already. */
  underWay: string[];
  /** Most that are under way for one session, here. */
  mostOfSession: number;
  /** Most that are leased now. */
  limit: number;
};

/**
 * Leases transcripts to work on: those that are due, those whose lease lapsed, and READY ones that have to be indexed anew,
 * if a session that has not expired wants them. Sessions take turns: first is whose session has the fewest under way or
 * before it. One that several want has the best of their turns. Of one session first is what was due first, so that retries
 * of some do not hold up others.
 */
export function leaseNext(
  database: Database,
  { embeddingModel, settings, underWay, mostOfSession, limit }: LeaseOptions,
): Promise<LeasedTranscript[]> {
  const isDue = sql`(retry_at is null or retry_at <= now())`;
  const dueSince = sql`coalesce(transcripts.retry_at, transcripts.created_at)`;
  const isForOthers = sql`(refused_settings is not null and ${settings} <> all (refused_settings))`;
  const isUnderWay = sql`transcripts.id = any (${underWay}::uuid[])`;
  const isWaiting = sql`${transcriptLeases.isFree} and (
      (status = 'QUEUED' and (${isDue} or ${isForOthers}))
      or status in ('FETCHING', 'EMBEDDING')
      or (status = 'READY' and (embedding_model is null or embedding_model <> ${embeddingModel}) and ${isDue})
    )`;
  return transcriptLeases.claim<LeasedTranscript>(database.reserved(), {
    withs: sql`turns as materialized (
      select distinct on (id) id, session_id, turn from (
        select transcripts.id, session_id, ${isUnderWay} as is_under_way, row_number() over (
            partition by session_id order by ${isUnderWay} desc, status = 'READY', ${dueSince}
          ) as turn
        from transcripts
          join videos on videos.transcript_id = transcripts.id
          join sessions on sessions.id = videos.session_id
        where sessions.expires_at > now() and (${isUnderWay} or ${isWaiting})
      ) as wanted
      where not is_under_way and turn <= ${mostOfSession}
      order by id, turn
    ),`,
    joins: sql`join turns on turns.id = transcripts.id`,
    where: isWaiting,
    orderBy: sql`status = 'READY', turn, ${dueSince}`,
    limit,
    // A lease that is still there was lost with its process.
    set: sql`losses = losses + case when lease_id is null then 0 else 1 end, retry_at = null,
      status = case when status = 'READY' then 'READY' when cues is null then 'FETCHING' else 'EMBEDDING' end`,
    returning: sql`transcripts.id, lease_id as "leaseId", youtube_id as "youtubeId",
      requested_language as "requestedLanguage", attempts + 1 as attempt, losses, language, request_id as "requestId", trace_parent as "traceParent",
      (select session_id from turns where turns.id = transcripts.id) as "sessionId",
      cues is not null as "hasCues", ${hasOverview} as "hasOverview",
      case when status = 'READY' then 'index-again' else 'ingest' end as kind`,
  });
}
