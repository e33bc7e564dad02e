import { sql } from "kysely";
import { coerce, lt } from "semver";
import { run, type SqlExecutor } from "../sql.ts";

/** A migration has taken away from the database what this version still uses. */
export class NewerDatabaseError extends Error {
  constructor(lowest: string, version: string) {
    super(
      `The database needs version ${lowest} or later, and this is ${version}: a newer version has changed its tables`,
    );
    this.name = "NewerDatabaseError";
  }
}

/** The lowest version of the program that may run on the database; null where no version has said so. */
export async function readLowestVersion(executor: SqlExecutor): Promise<string | null> {
  const [found] = await run(
    executor,
    sql<{ isThere: boolean }>`select to_regclass('schema_compatibility') is not null as "isThere"`,
  );
  if (!found!.isThere) return null;
  const [row] = await run(
    executor,
    sql<{ lowest: string }>`select lowest_version as lowest from schema_compatibility`,
  );
  return row?.lowest ?? null;
}

/** Whether `version` is below `lowest`. A pre-release counts as the release that it leads to, whose migrations it has. */
export function isTooOld(version: string, lowest: string): boolean {
  return lt(releaseOf(version), releaseOf(lowest));
}

function releaseOf(version: string) {
  const release = coerce(version);
  if (!release) throw new Error(`${version} is no version`);
  return release;
}
