import { Migration } from "@mikro-orm/migrations";

/** Answers count the attempts that a process handed over as it stopped: only those that were lost with it are limited. */
export class Migration20261208000000_handovers extends Migration {
  override up(): void {
    this.addSql(`alter table "answers" add column "handovers" int not null default 0`);
  }

  override down(): void {
    this.addSql(`alter table "answers" drop column "handovers"`);
  }
}
