import { Migration } from "@mikro-orm/migrations";

/** An answer to a question that is asked again has the history of the first one, also once that is deleted. */
export class Migration20261207000000_repeated_answers extends Migration {
  override up(): void {
    this.addSql(`alter table "answers" add column "history_before" uuid null`);
  }

  override down(): void {
    this.addSql(`alter table "answers" drop column "history_before"`);
  }
}
