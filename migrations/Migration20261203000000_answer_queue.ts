import { Migration } from "@mikro-orm/migrations";

/** Answers that wait for a free run take turns round the sessions. */
export class Migration20261203000000_answer_queue extends Migration {
  override up(): void {
    this.addSql(`alter table "answers" add column "turn" int not null default 0`);
  }

  override down(): void {
    this.addSql(`alter table "answers" drop column "turn"`);
  }
}
