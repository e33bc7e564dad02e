import { Migration } from "@mikro-orm/migrations";

/**
 * Search ranks in memory what one row a transcript holds, and the vectors of windows by one statement; its index of terms
 * goes. Transcripts that were READY stay so, and are found by the words of their cues until they have been cut and
 * embedded again, in the background; earlier answers then keep their citations, but not their `sources`.
 */
export class Migration20261127000000_transcript_sentences extends Migration {
  override up(): void {
    this.addSql(`drop table "term_postings"`);
    this.addSql(`drop table "passage_windows"`);
    this.addSql(`alter table "passages" drop column "sentences", drop column "length"`);

    this.addSql(`
      create table "transcript_sentences" (
        "transcript_id" uuid not null,
        "text" text not null,
        "sentences" bytea not null,
        "windows" bytea not null,
        "passages" bytea not null,
        "model" text null,
        "vectors" bytea null,
        "scales" bytea null,
        primary key ("transcript_id"),
        constraint "transcript_sentences_transcript_id_foreign" foreign key ("transcript_id")
          references "transcripts" ("id") on delete cascade
      )`);
    // Vectors do not get smaller by being compressed, and that takes long.
    this.addSql(`alter table "transcript_sentences" alter column "vectors" set storage external`);

    // A vector of more than 1,000 dimensions would not stay in its row by default; out of line, a scan costs a lookup each.
    this.addSql(`
      create table "window_vectors" (
        "transcript_id" uuid not null,
        "ordinal" int not null,
        "model" text not null,
        "embedding" halfvec not null,
        primary key ("transcript_id", "ordinal"),
        constraint "window_vectors_transcript_id_foreign" foreign key ("transcript_id")
          references "transcripts" ("id") on delete cascade
      ) with (toast_tuple_target = 8160)`);

    this.addSql(`alter table "transcripts" add column "index_version" int not null default 0`);
    this.addSql(
      `update "transcripts" set "embedding_model" = null, "attempts" = 0, "retry_at" = null, "lease_id" = null,
         "lease_until" = null
       where "status" = 'READY'`,
    );
  }

  override down(): void {
    this.addSql(`alter table "transcripts" drop column "index_version"`);
    this.addSql(`drop table "window_vectors"`);
    this.addSql(`drop table "transcript_sentences"`);
    this.addSql(`delete from "passages"`);
    this.addSql(
      `update "transcripts" set "status" = 'QUEUED', "progress" = 0, "passage_count" = 0, "attempts" = 0,
         "retry_at" = null, "lease_id" = null, "lease_until" = null
       where "status" = 'READY'`,
    );
    this.addSql(
      `alter table "passages" add column "sentences" json not null, add column "length" int not null`,
    );
    this.addSql(`
      create table "passage_windows" (
        "id" uuid not null,
        "passage_id" uuid not null,
        "transcript_id" uuid not null,
        "ordinal" int not null,
        "start_ms" int not null,
        "end_ms" int not null,
        "text" text not null,
        "place" int not null,
        "length" int not null,
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
      create table "term_postings" (
        "transcript_id" uuid not null,
        "term" text collate "C" not null,
        "ordinals" int[] not null,
        "frequencies" int[] not null,
        "places" text not null,
        primary key ("transcript_id", "term"),
        constraint "term_postings_transcript_id_foreign" foreign key ("transcript_id")
          references "transcripts" ("id") on delete cascade
      )`);
  }
}
