import { readdirSync } from "node:fs";
import { CHECKPOINT_BYTES } from "./disk-space.ts";

/** Segments of 16 MB that PostgreSQL's log of changes may have before a checkpoint makes the older ones needless. */
const MAX_SEGMENTS = 3;
const CHECK_MS = 250;
const SEGMENT = /^[0-9A-F]{24}$/;

/**
 * Checkpoints once the log of changes in `directory` has grown, which PGlite does not by itself. To be called outside of
 * transactions, as often as one likes.
 */
export function createLogTrimmer(options: {
  directory: string;
  freeBytes: () => number;
  execute: (sql: string) => Promise<unknown>;
}) {
  let checkedAt = -CHECK_MS;
  return async (): Promise<void> => {
    if (performance.now() - checkedAt < CHECK_MS) return;
    checkedAt = performance.now();
    const segments = readdirSync(options.directory).filter((name) => SEGMENT.test(name));
    if (segments.length <= MAX_SEGMENTS || options.freeBytes() < CHECKPOINT_BYTES) return;
    await options.execute("checkpoint");
  };
}
