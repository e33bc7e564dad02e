import { Migration } from "@mikro-orm/migrations";

/** Answers and transcripts have the span that caused them, for the spans of whatever process works on them. */
export class Migration20261214000000_trace_parents extends Migration {
  override up(): void {
    this.addSql(`alter table "answers" add column "trace_parent" text null`);
    this.addSql(`alter table "transcripts" add column "trace_parent" text null`);
  }

  override down(): void {
    this.addSql(`alter table "answers" drop column "trace_parent"`);
    this.addSql(`alter table "transcripts" drop column "trace_parent"`);
  }
}
