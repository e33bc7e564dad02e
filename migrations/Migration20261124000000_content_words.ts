import { Migration } from "@mikro-orm/migrations";

/**
 * Words that counted for nothing in Arabic, Spanish, Hindi and Russian are terms now, and Arabic ones are cut to other
 * stems: transcripts in these languages are cut again, from the cues that are stored.
 */
export class Migration20261124000000_content_words extends Migration {
  override up(): void {
    this.cutAgain();
  }

  override down(): void {
    this.cutAgain();
  }

  private cutAgain(): void {
    const changed = `"status" = 'READY' and "language" ~* '^(ar|es|hi|ru)(-|$)'`;
    for (const table of ["passages", "term_postings"]) {
      this.addSql(
        `delete from "${table}" where "transcript_id" in (select "id" from "transcripts" where ${changed})`,
      );
    }
    this.addSql(
      `update "transcripts" set "status" = 'QUEUED', "progress" = 0, "passage_count" = 0, "attempts" = 0,
         "retry_at" = null, "lease_id" = null, "lease_until" = null
       where ${changed}`,
    );
  }
}
