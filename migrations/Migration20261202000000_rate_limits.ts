import { Migration } from "@mikro-orm/migrations";

/**
 * What clients have done in the windows of the rate limits, and the secrets of their keys. The tables are not logged: counts
 * may be lost in a crash, each costs less, and no key reaches the write-ahead log, a replica or a base backup.
 */
export class Migration20261202000000_rate_limits extends Migration {
  override up(): void {
    this.addSql(
      `create unlogged table "rate_limits" ("key" text not null primary key, "points" integer not null default 0, "expire" bigint null) with (fillfactor = 50)`,
    );
    this.addSql(
      `create unlogged table "rate_limit_keys" ("day" date not null primary key, "secret" bytea not null)`,
    );
  }

  override down(): void {
    this.addSql(`drop table "rate_limits"`);
    this.addSql(`drop table "rate_limit_keys"`);
  }
}
