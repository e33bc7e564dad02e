import { openAsBlob } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";

// PGlite by itself, on the main thread: node bare-pglite.ts DIRECTORY [SEED]
const [dataDir, seed] = process.argv.slice(2);
const pglite = await PGlite.create({
  dataDir: dataDir!,
  extensions: { vector },
  ...(seed && { loadDataDir: await openAsBlob(seed) }),
});
await pglite.query("select 1");
process.stdout.write("open\n");
await pglite.close();
