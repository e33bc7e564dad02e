import { Migration } from "@mikro-orm/migrations";

/** Answers note that they were searched by words alone; uploads keep the key that makes sending them again harmless. */
export class Migration20261125000000_words_only_and_upload_keys extends Migration {
  override up(): void {
    this.addSql(`alter table "answers" add column "words_only" boolean not null default false`);
    this.addSql(`
      create table "upload_keys" (
        "session_id" uuid not null,
        "key" text not null,
        "input_hash" text not null,
        "video_id" uuid not null,
        primary key ("session_id", "key"),
        constraint "upload_keys_session_id_foreign" foreign key ("session_id")
          references "sessions" ("id") on delete cascade,
        constraint "upload_keys_video_id_foreign" foreign key ("video_id")
          references "videos" ("id") on delete cascade
      )`);
    this.addSql(`create index "upload_keys_video_id_index" on "upload_keys" ("video_id")`);
  }

  override down(): void {
    this.addSql(`drop table "upload_keys"`);
    this.addSql(`alter table "answers" drop column "words_only"`);
  }
}
