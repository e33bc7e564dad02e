import type { MikroORM } from "@mikro-orm/postgresql";
import type { SqlExecutor } from "../sql.ts";
import { isTooOld, NewerDatabaseError, readLowestVersion } from "./lowest-version.ts";
import { readVersion } from "./program-version.ts";

/**
 * Applies the migrations that the database does not have. Resolves to their names. Rejects, changing nothing, where the database
 * needs a newer version of the program. Migrations of a newer version that are not known here are no reason: until one of them
 * takes something away, this version goes on beside the newer one.
 */
export async function migrate(
  orm: Pick<MikroORM, "migrator"> & { em: { fork(): SqlExecutor } },
  version = readVersion(),
): Promise<string[]> {
  const lowest = await readLowestVersion(orm.em.fork());
  if (lowest !== null && isTooOld(version, lowest)) throw new NewerDatabaseError(lowest, version);
  return (await orm.migrator.up()).map(({ name }) => name);
}
