import { Migration } from "@mikro-orm/migrations";

/**
 * Chapters stand with the transcript that they divide. Transcripts that were READY stay so, and get theirs when they have
 * been cut and embedded again, in the background.
 */
export class Migration20261128000000_chapters extends Migration {
  override up(): void {
    this.addSql(`alter table "transcripts" add column "chapters" json null`);
    this.addSql(
      `update "transcripts" set "embedding_model" = null, "attempts" = 0, "retry_at" = null, "lease_id" = null,
         "lease_until" = null
       where "status" = 'READY'`,
    );
  }

  override down(): void {
    this.addSql(`alter table "transcripts" drop column "chapters"`);
  }
}
