import { Migration } from "@mikro-orm/migrations";

/** Answers tell where another process went on with their text. */
export class Migration20261212000000_resumptions extends Migration {
  override up(): void {
    this.addSql(`alter table "answers" add column "resumptions" jsonb not null default '[]'`);
  }

  override down(): void {
    this.addSql(`alter table "answers" drop column "resumptions"`);
  }
}
