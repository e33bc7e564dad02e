import { readdir } from "node:fs/promises";
import { parse } from "node:path";
import type { MikroORM } from "@mikro-orm/postgresql";
import type { OrmOptions } from "./database.ts";

/** A newer version of the program has migrated the database: this one would read and write tables that it does not know. */
export class NewerDatabaseError extends Error {
  constructor(migration: string) {
    super(`The database has ${migration}, which this version does not know: a newer version has used it`);
    this.name = "NewerDatabaseError";
  }
}

/**
 * Applies the migrations that the database does not have. Resolves to their names. Rejects, changing nothing, where it has one that
 * is not known here.
 */
export async function migrate(
  { migrator }: Pick<MikroORM, "migrator">,
  { migrations }: OrmOptions,
): Promise<string[]> {
  const known = await namesOf(migrations);
  const executed = await migrator.getExecuted();
  const unknown = executed.map(({ name }) => name).findLast((name) => !known.has(name));
  if (unknown !== undefined) throw new NewerDatabaseError(unknown);
  return (await migrator.up()).map(({ name }) => name);
}

/** MikroORM's migrator tells what is pending, and not what there is. */
async function namesOf(migrations: OrmOptions["migrations"]): Promise<Set<string>> {
  const list = migrations?.migrationsList;
  if (list) return new Set(list.map((entry) => entry.name));
  return new Set((await readdir(migrations!.path!)).map((file) => parse(file).name));
}
