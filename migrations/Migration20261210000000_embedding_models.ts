import { Migration } from "@mikro-orm/migrations";

/** The one embedding model of the database, who uses it, and the settings with which a provider refused transcripts. */
export class Migration20261210000000_embedding_models extends Migration {
  override up(): void {
    this.addSql(
      `create table "embedding_models" ("id" int not null, "name" text not null, "provider" text null, primary key ("id"))`,
    );
    this.addSql(
      `create table "embedding_model_users" ("id" uuid not null, "model" text not null, "alive_until" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(`alter table "transcripts" add column "refused_settings" text[] null`);
  }

  override down(): void {
    this.addSql(`alter table "transcripts" drop column "refused_settings"`);
    this.addSql(`drop table "embedding_model_users"`);
    this.addSql(`drop table "embedding_models"`);
  }
}
