import { Gauge, type Registry } from "prom-client";
import { sql } from "kysely";
import type { Database } from "../database/open.ts";

type Counts = {
  sessions: number;
  expired: number;
  running: number;
  queued: number;
  model_tokens: number;
  waiting: number;
  waiting_seconds: number | null;
  to_index_again: number;
  schema: string;
};

/** How long the counts wait for a lock, such as that of a migration. */
const LOCK_TIMEOUT = "200ms";

/**
 * Adds gauges of what the database holds, the same on every replica. They are absent while the database is away, or one of its
 * tables is locked. `version`: of the program; `embeddingModel`: the name of the one in use, and `namedModel` that of
 * the settings; null: there is none.
 */
export function addDatabaseMetrics(
  registry: Registry,
  database: Database,
  {
    version,
    embeddingModel,
    namedModel,
  }: { version: string; embeddingModel: () => string | null; namedModel: string | null },
) {
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const up = gauge("video_rag_database_up", "Whether the database answers");
  const build = gauge(
    "video_rag_build_info",
    "1, with the version of the program here and the last migration of the database",
    ["version", "schema"],
  );
  build.set({ version, schema: "" }, 1);
  const modelAsNamed = gauge(
    "video_rag_embedding_model_as_named",
    "Whether the embedding model in use here is the one that the settings name, with both names (none: there is none)",
    ["used", "named"],
  );
  const toIndexAgain = gauge(
    "video_rag_transcripts_to_index_again",
    "Transcripts of sessions that have not expired, which are READY and whose vectors are missing or of another embedding model than that of the database",
  );
  const sessions = gauge("video_rag_sessions", "Sessions that have not expired");
  const expired = gauge("video_rag_sessions_expired", "Sessions that have expired and wait for the purge");
  const running = gauge("video_rag_answers_running", "Answers that are being written, by any replica");
  const queuedAnswers = gauge("video_rag_answers_queued", "Answers that wait for a free run, of any replica");
  const waitingAnswers = gauge(
    "video_rag_answers_waiting",
    "Answers that wait for videos before they are written, by any replica",
  );
  const modelTokens = gauge(
    "video_rag_model_tokens_today",
    "Tokens of the models that count towards MODEL_TOKENS_PER_DAY since midnight UTC, with those taken for requests under way",
  );
  const transcripts = gauge("video_rag_transcripts", "Transcripts by status", ["status"]);
  const waiting = gauge(
    "video_rag_transcripts_waiting_seconds",
    "Longest wait of a transcript that is due; 0 where none is",
  );

  /** Reads the gauges; to be called before each scrape. */
  return async function read(): Promise<void> {
    transcripts.reset();
    modelAsNamed.reset();
    const used = embeddingModel();
    modelAsNamed.set({ used: used ?? "none", named: namedModel ?? "none" }, used === namedModel ? 1 : 0);
    const [health] = await Promise.all([database.health(), readCounts()]);
    up.set(health === "unreachable" ? 0 : 1);
  };

  async function readCounts(): Promise<void> {
    try {
      const kysely = database.reserved().getKysely();
      const { counts, rows } = await kysely.transaction().execute(async (transaction) => {
        // Leases and probes need the connection more than metrics do.
        await sql`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`.execute(transaction);
        const counted = await sql<Counts>`select
           (select count(*)::int from sessions where expires_at > now()) as sessions,
           (select count(*)::int from sessions where expires_at <= now()) as expired,
           (select count(*)::int from answers where status = 'RUNNING' and waiting is null
             and lease_until >= now()) as running,
           (select count(*)::int from answers where status = 'RUNNING' and waiting is null
             and coalesce(lease_until < now(), true)) as queued,
           (select count(*)::int from answers where status = 'RUNNING' and waiting is not null) as waiting,
           (select coalesce(sum(tokens), 0)::float8 from model_tokens
            where day = (now() at time zone 'utc')::date) as model_tokens,
           (select extract(epoch from now() - min(coalesce(retry_at, created_at)))::float8 from transcripts
            where status = 'QUEUED' and coalesce(retry_at, created_at) <= now() and exists (
              select from videos join sessions on sessions.id = videos.session_id
              where videos.transcript_id = transcripts.id and sessions.expires_at > now()
            )) as waiting_seconds,
           (select count(*)::int from transcripts
            where status = 'READY' and (embedding_model is null or embedding_model <> (select name from embedding_models))
              and exists (select from videos join sessions on sessions.id = videos.session_id
                where videos.transcript_id = transcripts.id and sessions.expires_at > now())) as to_index_again,
           (select name from mikro_orm_migrations order by id desc limit 1) as schema`.execute(transaction);
        const byStatus = await sql<{
          status: string;
          count: number;
        }>`select status, count(*)::int as count from transcripts group by status`.execute(transaction);
        return { counts: counted.rows[0]!, rows: byStatus.rows };
      });
      build.reset();
      build.set({ version, schema: counts.schema }, 1);
      toIndexAgain.set(counts.to_index_again);
      sessions.set(counts.sessions);
      expired.set(counts.expired);
      running.set(counts.running);
      queuedAnswers.set(counts.queued);
      modelTokens.set(counts.model_tokens);
      waitingAnswers.set(counts.waiting);
      waiting.set(counts.waiting_seconds ?? 0);
      for (const { status, count } of rows) transcripts.set({ status }, count);
    } catch {
      for (const each of [
        sessions,
        expired,
        running,
        queuedAnswers,
        waitingAnswers,
        waiting,
        modelTokens,
        toIndexAgain,
      ])
        each.remove();
    }
  }
}
