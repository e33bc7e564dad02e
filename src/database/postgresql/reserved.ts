import { Kysely, PostgresDialect } from "kysely";
import { Pool, type PoolConfig } from "pg";
import type { SqlExecutor } from "../sql.ts";

/** Connections beside those of DATABASE_POOL_SIZE. */
export const RESERVED_CONNECTIONS = 3;

/** A pool of its own, for plain statements. `getDriver`: what converts its errors. */
export function createReserved(getDriver: SqlExecutor["getDriver"]) {
  let kysely: Kysely<unknown> | null = null;

  return {
    open(options: PoolConfig, guard: (pool: Pool) => void) {
      const pool = new Pool(options);
      pool.on("error", () => {});
      pool.on("connect", (client) => client.on("error", () => {}));
      guard(pool);
      kysely = new Kysely({ dialect: new PostgresDialect({ pool }) });
    },
    executor(): SqlExecutor {
      return { getKysely: () => kysely as never, getDriver };
    },
    async close() {
      await kysely?.destroy();
    },
  };
}
