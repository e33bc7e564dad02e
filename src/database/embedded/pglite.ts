import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";

/** PostgreSQL's settings, as `postgres -c` takes them. */
const SETTINGS = [
  // The cache. It is filled with zeros at start, so that the default of 128 MB would double the time of a start.
  "shared_buffers=32MB",
  // A segment of the log of changes that is used again keeps what it held, such as rows that were deleted since.
  "wal_recycle=off",
  "min_wal_size=32MB",
  "max_wal_size=48MB",
];

/** Opens the database in `dataDir`, which it makes where there is none. */
export const openPGlite = (dataDir: string): Promise<PGlite> =>
  PGlite.create({
    dataDir,
    extensions: { vector },
    startParams: [...PGlite.defaultStartParams, ...SETTINGS.flatMap((setting) => ["-c", setting])],
  });
