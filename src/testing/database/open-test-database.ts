import pino from "pino";
import { openDatabase, type Database } from "../../database/open.ts";
import { ormOptions } from "../../orm/options.ts";
import { borrowTestDatabase } from "./lent-database.ts";
import type { TestDatabase } from "./test-database.ts";

/** A database, open, for tests that need no server: a given one, or one that is borrowed. `drop` closes it. */
export async function openTestDatabase(
  testDatabase?: TestDatabase,
): Promise<{ database: Database; drop: () => Promise<void> }> {
  const { env, openEmbedded, drop } = testDatabase ?? (await borrowTestDatabase());
  const settings = {
    url: "DATABASE_URL" in env ? env.DATABASE_URL : null,
    dataDir: "DATA_DIR" in env ? env.DATA_DIR : "",
    poolSize: 2,
    openEmbedded,
  };
  const database = await openDatabase(settings, ormOptions, pino({ level: "silent" }));
  return {
    database,
    async drop() {
      await database.close();
      await drop();
    },
  };
}
