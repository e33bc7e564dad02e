import pino from "pino";
import { openDatabase, type Database } from "../../database/open.ts";
import { ormOptions } from "../../orm/options.ts";
import { createTestDatabase } from "./test-database.ts";

/** A database of one's own, open, for tests that need no server. `drop` closes it. */
export async function openTestDatabase(): Promise<{ database: Database; drop: () => Promise<void> }> {
  const { env, drop } = await createTestDatabase();
  const settings = {
    url: "DATABASE_URL" in env ? env.DATABASE_URL : null,
    dataDir: "DATA_DIR" in env ? env.DATA_DIR : "",
    poolSize: 2,
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
