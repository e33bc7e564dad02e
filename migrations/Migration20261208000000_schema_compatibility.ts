import { Migration } from "@mikro-orm/migrations";

/**
 * The lowest version of the program that may run on this schema, in one row. A migration that takes away what a version still
 * uses raises it (docs/inside.md).
 */
export class Migration20261208000000_schema_compatibility extends Migration {
  override up(): void {
    this.addSql(
      `create table "schema_compatibility" ("only_row" boolean not null primary key default true check ("only_row"), "lowest_version" text not null)`,
    );
    this.addSql(`insert into "schema_compatibility" ("lowest_version") values ('0.1.0')`);
  }

  override down(): void {
    this.addSql(`drop table "schema_compatibility"`);
  }
}
