import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { findSeed, packSeed } from "../database/embedded/create/seed.ts";
import { openDatabase } from "../database/open.ts";
import { ormOptions } from "./options.ts";

// Makes the seed of embedded databases, unless the one that is there fits: node src/orm/make-seed.ts
const migrations = ormOptions.migrations.path;
if (findSeed(migrations) === null) {
  const dataDir = await mkdtemp(join(tmpdir(), "video-rag-seed-"));
  try {
    const database = await openDatabase(
      { url: null, dataDir, poolSize: 1 },
      ormOptions,
      pino({ level: "silent" }),
    );
    await database.close();
    await packSeed(join(dataDir, "pglite"), migrations);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
