import { Migration } from "@mikro-orm/migrations";

/** Transcripts may come without times: those of their cues are then estimates. All that there are have times. */
export class Migration20261130000000_untimed_transcripts extends Migration {
  override up(): void {
    this.addSql(`alter table "transcripts" add column "is_timed" boolean not null default true`);
  }

  override down(): void {
    this.addSql(`alter table "transcripts" drop column "is_timed"`);
  }
}
