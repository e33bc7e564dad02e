import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { createBus, notifyStatement } from "../../src/database/pubsub.ts";
import type { Database } from "../../src/database/open.ts";
import { run } from "../../src/database/sql.ts";
import { createMetrics } from "../../src/metrics/metrics.ts";
import type { EmbeddingModel } from "../../src/models/embeddings/embedding-model.ts";
import { onlyModel } from "../../src/search/model-in-force/model-in-force.ts";
import { createIngest, INGEST_INTERVALS } from "../../src/transcripts/ingest.ts";
import { trackKey, type Track } from "../eval-data.ts";

export type IngestOptions = {
  database: Database;
  tracks: Track[];
  embedding: EmbeddingModel;
  logger: Logger;
  /** Called with the number of transcripts that are READY, now and then. */
  onReady?: (count: number) => void;
};

/**
 * Lets the server's own ingest work off the tracks, in place of fetches from YouTube, until all are READY. Returns the
 * transcript ids by `trackKey`. Transcripts that the database holds already are kept.
 */
export async function ingestTracks(options: IngestOptions): Promise<Map<string, string>> {
  const { database, tracks, embedding, logger, onReady } = options;
  const byKey = new Map(tracks.map((track) => [trackKey(track), track]));
  await enqueue(database, tracks);
  const bus = createBus({
    url: database.url,
    logger,
    notify: (payload) => run(database.fork(), notifyStatement(payload)),
  });
  const ingest = createIngest({
    intervals: INGEST_INTERVALS,
    database,
    bus,
    logger,
    modelInForce: onlyModel(embedding),
    concurrency: 2,
    maxAttempts: 1,
    maxSessionMs: null,
    metrics: createMetrics(),
    fetchTranscript: async ({ youtubeId, language }) => {
      const { cues, title } = byKey.get(`${youtubeId}|${language}`)!;
      const unknown = { author: null, thumbnailUrl: null, durationMs: null, chapters: null };
      return { cues, title, language: language!, track: "MANUAL", ...unknown };
    },
  });
  try {
    await whenIngested(database, onReady);
    // On a running server, autovacuum does so.
    await database.fork().execute(`analyze`);
    return await readIds(database);
  } finally {
    await ingest.stop();
    await bus.close();
  }
}

/** Queues tracks that are not there yet, each language in a session of its own: a session holds a video once. */
async function enqueue(database: Database, tracks: Track[]): Promise<void> {
  const em = database.fork();
  for (const language of new Set(tracks.map((track) => track.language))) {
    const rows = tracks.filter((track) => track.language === language).map(({ videoId }) => videoId);
    await em.execute(
      `with wanted as (
         select jsonb_array_elements_text(?::jsonb) as youtube_id
       ), owner as (
         insert into sessions (id, token_hash, created_at, expires_at)
         values (gen_random_uuid(), gen_random_uuid()::text, now(), now() + interval '1 day') returning id
       ), added as (
         insert into transcripts (id, youtube_id, requested_language, status, created_at)
         select gen_random_uuid(), youtube_id, ?, 'QUEUED', now() from wanted
         on conflict (youtube_id, requested_language) do update set status = transcripts.status
         returning id, youtube_id
       )
       insert into videos (id, session_id, transcript_id, youtube_id, added_at)
       select gen_random_uuid(), owner.id, added.id, added.youtube_id, now() from owner, added`,
      [JSON.stringify(rows), language],
    );
  }
}

const POLL_MS = 500;
/** A poll of so many is told of. */
const TOLD_POLLS = 20;

async function whenIngested(database: Database, onReady?: (count: number) => void): Promise<void> {
  for (let waiting = true, poll = 1; waiting; poll++) {
    await sleep(POLL_MS);
    const rows = await database
      .fork()
      .execute<{ status: string; count: number; failure: string | null }[]>(
        `select status, count(*)::int as count, min(failure::text) as failure from transcripts group by status`,
      );
    const failed = rows.find((row) => row.status === "FAILED");
    if (failed) throw new Error(`${failed.count} transcripts could not be ingested: ${failed.failure}`);
    waiting = rows.some((row) => row.status !== "READY");
    if (poll % TOLD_POLLS === 0) onReady?.(rows.find((row) => row.status === "READY")?.count ?? 0);
  }
}

async function readIds(database: Database): Promise<Map<string, string>> {
  const rows = await database
    .fork()
    .execute<{ id: string; youtube_id: string; requested_language: string }[]>(
      `select id, youtube_id, requested_language from transcripts where youtube_id is not null`,
    );
  return new Map(
    rows.map((row) => [trackKey({ videoId: row.youtube_id, language: row.requested_language }), row.id]),
  );
}
