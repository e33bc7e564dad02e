import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { access, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the installation keeps its seed. */
const SEEDS = fileURLToPath(new URL("../../../../seed", import.meta.url));
/** PostgreSQL's own tables, and the form of its files, are of PGlite's version. */
const PGLITE = join(
  dirname(createRequire(import.meta.url).resolve("@electric-sql/pglite")),
  "../package.json",
);

/**
 * The seed for a program with these migrations: the packed data directory of an embedded database to which they were applied.
 * To unpack it takes a fraction of the time, and of the memory, that making a database does. null where there is none that fits.
 */
export function findSeed(migrations: string, directory = SEEDS): string | null {
  const path = join(directory, seedName(migrations));
  return existsSync(path) ? path : null;
}

/** Packs a data directory, of which no process may have the database open, as the only seed in `directory`. */
export async function packSeed(dataDir: string, migrations: string, directory = SEEDS): Promise<string> {
  const { create } = await import("tar");
  await mkdir(directory, { recursive: true });
  const unfinished = await mkdtemp(join(directory, "unfinished-"));
  const packed = join(unfinished, "seed.tar.gz");
  await create({ file: packed, cwd: dataDir, gzip: { level: 9 }, portable: true }, await readdir(dataDir));
  const path = join(directory, seedName(migrations));
  await rename(packed, path);
  for (const name of await readdir(directory)) {
    if (name !== basename(path)) await rm(join(directory, name), { recursive: true, force: true });
  }
  return path;
}

/** What is in a seed is not what was packed. */
export class DamagedSeedError extends Error {
  override name = "DamagedSeedError";
}

/** Unpacks a seed into a directory that is there and empty. Rejects with a `DamagedSeedError`, or where there is no room. */
export async function unpackSeed(seed: string, dataDir: string): Promise<void> {
  const { extract } = await import("tar");
  try {
    // At once: a thousand small files, one by one through the thread pool, take much longer.
    extract({ sync: true, strict: true, file: seed, cwd: dataDir });
    // An empty file is an archive of nothing.
    await access(join(dataDir, "PG_VERSION"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") throw error;
    throw new DamagedSeedError(`${seed} is damaged`, { cause: error });
  }
}

/** Named by what it was made of, so that one of another version does not fit. */
function seedName(migrations: string): string {
  const hash = createHash("sha256").update(readFileSync(PGLITE));
  for (const name of readdirSync(migrations).toSorted())
    hash.update(name).update(readFileSync(join(migrations, name)));
  return `embedded-database-${hash.digest("hex").slice(0, 16)}.tar.gz`;
}
