import { sql } from "kysely";
import type { Probe } from "../health/watch.ts";
import { isTooOld, readLowestVersion } from "../schema/lowest-version.ts";
import { run, type SqlExecutor } from "../sql.ts";

/** Rows of some 2,000 bytes that a probe for room writes. */
const PROBE_ROWS = 500;

/**
 * Asks PostgreSQL whether it takes changes, whether `version` of the program may still run on its tables and, where a disk was
 * full, whether a file can grow again.
 */
export function createPostgreSQLProbe(executor: () => SqlExecutor, version: string): Probe {
  return async (suspected) => {
    const [row] = await run(
      executor(),
      sql<{ isReadOnly: boolean }>`select current_setting('transaction_read_only') = 'on' as "isReadOnly"`,
    );
    if (row!.isReadOnly) return "read-only";
    const lowest = await readLowestVersion(executor());
    if (lowest !== null && isTooOld(version, lowest)) return `needs version ${lowest}`;
    if (suspected === "disk full") {
      await run(
        executor(),
        sql`create temporary table video_rag_probe on commit drop as
          select repeat('x', 1900) as filler from generate_series(1, ${sql.lit(PROBE_ROWS)})`,
      );
    }
    return "ok";
  };
}
