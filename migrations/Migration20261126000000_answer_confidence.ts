import { Migration } from "@mikro-orm/migrations";

/** Answers note how surely the transcripts answer, of which whether they do is a part. */
export class Migration20261126000000_answer_confidence extends Migration {
  override up(): void {
    this.addSql(`alter table "answers" add column "confidence" text null`);
    this.addSql(`
      update "answers" set "confidence" = case when "grounded" then 'SURE' else 'NOT_FOUND' end
      where "grounded" is not null and "status" = 'COMPLETED'`);
    this.addSql(`alter table "answers" drop column "grounded"`);
  }

  override down(): void {
    this.addSql(`alter table "answers" add column "grounded" boolean null`);
    this.addSql(`update "answers" set "grounded" = "confidence" = 'SURE' where "confidence" is not null`);
    this.addSql(`alter table "answers" drop column "confidence"`);
  }
}
