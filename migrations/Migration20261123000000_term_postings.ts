import { Migration } from "@mikro-orm/migrations";

/**
 * Terms move from their passages to an index of their own. Transcripts that were READY are cut and embedded again, from
 * the cues that are stored; earlier answers keep their citations, but not their `sources`, which were the old passages.
 */
export class Migration20261123000000_term_postings extends Migration {
  override up(): void {
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
    this.cutAgain();
    this.addSql(`alter table "passages" drop column "terms", alter column "sentences" type json`);
    this.addSql(
      `alter table "passage_windows" add column "place" int not null, add column "length" int not null`,
    );
  }

  override down(): void {
    this.cutAgain();
    this.addSql(`alter table "passage_windows" drop column "place", drop column "length"`);
    this.addSql(
      `alter table "passages" add column "terms" jsonb not null, alter column "sentences" type jsonb`,
    );
    this.addSql(`drop table "term_postings"`);
  }

  private cutAgain(): void {
    this.addSql(`delete from "passages"`);
    this.addSql(
      `update "transcripts" set "status" = 'QUEUED', "progress" = 0, "passage_count" = 0, "attempts" = 0,
         "retry_at" = null, "lease_id" = null, "lease_until" = null
       where "status" = 'READY'`,
    );
  }
}
