import { Migration } from "@mikro-orm/migrations";

/** Transcripts count the leases that were lost with their process apart from the attempts that failed. */
export class Migration20261205000000_lost_leases extends Migration {
  override up(): void {
    this.addSql(`alter table "transcripts" add column "losses" int not null default 0`);
    // Each lease counted as an attempt so far, that of a transcript under way too.
    this.addSql(
      `update "transcripts" set "attempts" = greatest("attempts" - 1, 0) where "lease_id" is not null`,
    );
  }

  override down(): void {
    this.addSql(`alter table "transcripts" drop column "losses"`);
  }
}
