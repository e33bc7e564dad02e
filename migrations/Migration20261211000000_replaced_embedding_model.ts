import { Migration } from "@mikro-orm/migrations";

/** The embedding model that an operator has replaced, which no server puts in force again by itself. */
export class Migration20261211000000_replaced_embedding_model extends Migration {
  override up(): void {
    this.addSql(`alter table "embedding_models" add column "replaced" text null`);
  }

  override down(): void {
    this.addSql(`alter table "embedding_models" drop column "replaced"`);
  }
}
