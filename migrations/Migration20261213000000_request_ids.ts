import { Migration } from "@mikro-orm/migrations";

/** Answers and transcripts have the ids of the requests that caused them, for the log of whatever process works on them. */
export class Migration20261213000000_request_ids extends Migration {
  override up(): void {
    this.addSql(`alter table "answers" add column "request_id" text null`);
    this.addSql(`alter table "transcripts" add column "request_id" text null`);
  }

  override down(): void {
    this.addSql(`alter table "answers" drop column "request_id"`);
    this.addSql(`alter table "transcripts" drop column "request_id"`);
  }
}
