import { Migration } from "@mikro-orm/migrations";

/** The lease of an answer names the connection that renewed it last: a process that is slow is told from one that is lost. */
export class Migration20261209000000_lease_pids extends Migration {
  override up(): void {
    this.addSql(`alter table "answers" add column "lease_pid" int null`);
  }

  override down(): void {
    this.addSql(`alter table "answers" drop column "lease_pid"`);
  }
}
