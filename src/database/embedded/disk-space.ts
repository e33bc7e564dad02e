import { statfsSync } from "node:fs";

const MEGABYTE = 1024 * 1024;

/**
 * Free space in bytes below which nothing new is written: PostgreSQL ends itself where it cannot make the next segment of
 * its log, of 16 MB, and then cannot start before there is room for one.
 */
export const RESERVED_BYTES = 24 * MEGABYTE;
/** Free space below which transactions under way are refused too, such as those that delete. */
export const LAST_BYTES = 18 * MEGABYTE;
/** Free space below which a checkpoint, which writes small files, may end PostgreSQL. */
export const CHECKPOINT_BYTES = 2 * MEGABYTE;

/** The free space of the disk that a directory is on, in bytes. */
export function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}
