import { Migration } from "@mikro-orm/migrations";

/**
 * Cues are stored as they are: compressing those of two megabytes takes as long again as storing them, and the embedded
 * database has no time for anybody else meanwhile. Those that are stored stay compressed.
 */
export class Migration20261206000000_plain_cues extends Migration {
  override up(): void {
    this.addSql(`alter table "transcripts" alter column "cues" set storage external;`);
  }

  override down(): void {
    this.addSql(`alter table "transcripts" alter column "cues" set storage extended;`);
  }
}
