import { Migration } from "@mikro-orm/migrations";

export class Migration20260301000000_initial extends Migration {
  override up(): void {
    this.addSql(`create extension if not exists vector`);

    this.addSql(`
      create table "sessions" (
        "id" uuid not null,
        "token_hash" text not null,
        "created_at" timestamptz not null,
        "expires_at" timestamptz not null,
        primary key ("id"),
        constraint "sessions_token_hash_unique" unique ("token_hash")
      )`);
    this.addSql(`create index "sessions_expires_at_index" on "sessions" ("expires_at")`);

    this.addSql(`
      create table "transcripts" (
        "id" uuid not null,
        "youtube_id" text null,
        "requested_language" text not null default '',
        "status" text not null,
        "progress" real not null default 0,
        "title" text null,
        "author" text null,
        "thumbnail_url" text null,
        "duration_ms" int null,
        "language" text null,
        "track" text null,
        "cues" jsonb null,
        "passage_count" int not null default 0,
        "embedding_model" text null,
        "failure" jsonb null,
        "attempts" int not null default 0,
        "retry_at" timestamptz null,
        "lease_id" uuid null,
        "lease_until" timestamptz null,
        "created_at" timestamptz not null,
        primary key ("id"),
        constraint "transcripts_source_unique" unique ("youtube_id", "requested_language")
      )`);
    this.addSql(`create index "transcripts_queue_index" on "transcripts" ("status", "retry_at")`);

    this.addSql(`
      create table "passages" (
        "id" uuid not null,
        "transcript_id" uuid not null,
        "ordinal" int not null,
        "start_ms" int not null,
        "end_ms" int not null,
        "text" text not null,
        "sentences" jsonb not null,
        "terms" jsonb not null,
        "length" int not null,
        primary key ("id"),
        constraint "passages_ordinal_unique" unique ("transcript_id", "ordinal"),
        constraint "passages_transcript_id_foreign" foreign key ("transcript_id")
          references "transcripts" ("id") on delete cascade
      )`);

    // A vector of 512 dimensions is just too long to stay in its row by default; out of line, a scan costs a lookup each.
    this.addSql(`
      create table "passage_windows" (
        "id" uuid not null,
        "passage_id" uuid not null,
        "transcript_id" uuid not null,
        "ordinal" int not null,
        "start_ms" int not null,
        "end_ms" int not null,
        "text" text not null,
        "model" text not null,
        "embedding" vector not null,
        primary key ("id"),
        constraint "passage_windows_ordinal_unique" unique ("passage_id", "ordinal"),
        constraint "passage_windows_passage_id_foreign" foreign key ("passage_id")
          references "passages" ("id") on delete cascade,
        constraint "passage_windows_transcript_id_foreign" foreign key ("transcript_id")
          references "transcripts" ("id") on delete cascade
      ) with (toast_tuple_target = 8160)`);
    this.addSql(`create index "passage_windows_transcript_id_index" on "passage_windows" ("transcript_id")`);

    this.addSql(`
      create table "videos" (
        "id" uuid not null,
        "session_id" uuid not null,
        "transcript_id" uuid not null,
        "youtube_id" text null,
        "added_at" timestamptz not null,
        primary key ("id"),
        constraint "videos_session_youtube_unique" unique ("session_id", "youtube_id"),
        constraint "videos_session_id_foreign" foreign key ("session_id")
          references "sessions" ("id") on delete cascade,
        constraint "videos_transcript_id_foreign" foreign key ("transcript_id")
          references "transcripts" ("id") on delete no action
      )`);
    this.addSql(`create index "videos_transcript_id_index" on "videos" ("transcript_id")`);

    this.addSql(`
      create table "answers" (
        "id" uuid not null,
        "session_id" uuid not null,
        "question" text not null,
        "video_ids" jsonb null,
        "idempotency_key" text null,
        "status" text not null,
        "text" text not null default '',
        "citations" jsonb not null default '[]',
        "source_ids" jsonb null,
        "grounded" boolean null,
        "model" text not null,
        "usage" jsonb null,
        "failure" jsonb null,
        "attempt" int not null default 0,
        "lease_id" uuid null,
        "lease_until" timestamptz null,
        "cancel_requested" boolean not null default false,
        "created_at" timestamptz not null,
        "finished_at" timestamptz null,
        primary key ("id"),
        constraint "answers_idempotency_unique" unique ("session_id", "idempotency_key"),
        constraint "answers_session_id_foreign" foreign key ("session_id")
          references "sessions" ("id") on delete cascade
      )`);
    this.addSql(`create index "answers_history_index" on "answers" ("session_id", "id")`);
    this.addSql(`create index "answers_lease_index" on "answers" ("status", "lease_until")`);

    // For readers on other replicas while an answer is written. Without a write-ahead log: the answer's row has
    // checkpoints, and has it whole in the end.
    this.addSql(`
      create unlogged table "answer_log" (
        "id" bigserial not null,
        "answer_id" uuid not null,
        "attempt" int not null,
        "start_offset" int not null,
        "end_offset" int not null,
        "text" text not null,
        "citations" jsonb not null,
        "source_ids" jsonb null,
        primary key ("id"),
        constraint "answer_log_answer_id_foreign" foreign key ("answer_id") references "answers" ("id") on delete cascade
      )`);
    this.addSql(
      `create index "answer_log_position_index" on "answer_log" ("answer_id", "attempt", "end_offset")`,
    );
  }

  override down(): void {
    for (const table of [
      "answer_log",
      "answers",
      "videos",
      "passage_windows",
      "passages",
      "transcripts",
      "sessions",
    ]) {
      this.addSql(`drop table "${table}"`);
    }
  }
}
