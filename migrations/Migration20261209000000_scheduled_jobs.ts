import { Migration } from "@mikro-orm/migrations";

/** When each job of the program is due next, so that one that was missed is seen at the next start. */
export class Migration20261209000000_scheduled_jobs extends Migration {
  override up(): void {
    this.addSql(
      `create table "scheduled_jobs" ("name" text not null, "due_at" timestamptz not null, primary key ("name"))`,
    );
  }

  override down(): void {
    this.addSql(`drop table "scheduled_jobs"`);
  }
}
