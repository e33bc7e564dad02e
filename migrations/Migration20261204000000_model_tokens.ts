import { Migration } from "@mikro-orm/migrations";

/** The tokens that all servers have taken of their chat model, day by day. */
export class Migration20261204000000_model_tokens extends Migration {
  override up(): void {
    this.addSql(
      `create table "model_tokens" ("day" date not null, "tokens" bigint not null, primary key ("day"))`,
    );
  }

  override down(): void {
    this.addSql(`drop table "model_tokens"`);
  }
}
