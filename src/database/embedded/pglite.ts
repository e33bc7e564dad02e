import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";

/** PostgreSQL's cache. It is filled with zeros at start, so that the default of 128 MB would double the time of a start. */
const SHARED_BUFFERS = "32MB";

/** Opens the database in `dataDir`, which it makes where there is none. */
export const openPGlite = (dataDir: string): Promise<PGlite> =>
  PGlite.create({
    dataDir,
    extensions: { vector },
    startParams: [...PGlite.defaultStartParams, "-c", `shared_buffers=${SHARED_BUFFERS}`],
  });
