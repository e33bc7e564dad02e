import { Migration } from "@mikro-orm/migrations";

/** Answers have the span of the attempt that is written, for that of another process which begins the next one. */
export class Migration20261215000000_attempt_trace_parents extends Migration {
  override up(): void {
    this.addSql(`alter table "answers" add column "attempt_trace_parent" text null`);
  }

  override down(): void {
    this.addSql(`alter table "answers" drop column "attempt_trace_parent"`);
  }
}
