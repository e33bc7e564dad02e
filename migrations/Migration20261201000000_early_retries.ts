import { Migration } from "@mikro-orm/migrations";

/** Transcripts that wait for another try remember when a session last had them tried at once. */
export class Migration20261201000000_early_retries extends Migration {
  override up(): void {
    this.addSql(`alter table "transcripts" add column "retried_early_at" timestamptz null`);
  }

  override down(): void {
    this.addSql(`alter table "transcripts" drop column "retried_early_at"`);
  }
}
