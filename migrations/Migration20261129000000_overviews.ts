import { Migration } from "@mikro-orm/migrations";

/**
 * What a video says as a whole stands with its transcript: transcripts that are READY stay so, and get theirs when they
 * have been cut and embedded again, in the background. Answers tell what kind of question they answer, what they left
 * out, what they wait for and what to ask next.
 */
export class Migration20261129000000_overviews extends Migration {
  override up(): void {
    this.addSql(
      `alter table "transcripts" add column "summary" json null, add column "suggested_questions" json null`,
    );
    this.addSql(
      `update "transcripts" set "embedding_model" = null, "attempts" = 0, "retry_at" = null, "lease_id" = null,
         "lease_until" = null
       where "status" = 'READY'`,
    );
    this.addSql(
      `alter table "answers" add column "scope" text not null default 'PASSAGES',
         add column "left_out" json not null default '[]', add column "follow_ups" json not null default '[]',
         add column "waiting" json null`,
    );
  }

  override down(): void {
    this.addSql(
      `alter table "answers" drop column "scope", drop column "left_out", drop column "follow_ups", drop column "waiting"`,
    );
    this.addSql(`alter table "transcripts" drop column "summary", drop column "suggested_questions"`);
  }
}
