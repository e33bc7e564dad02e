import { setPriority } from "node:os";

/** By `nice`: between the ordinary 0 and the lowest, 19. */
const BACKGROUND = 10;

/**
 * Lets other threads go before this one, where there are more of them than processors: the main thread and the embedded
 * database answer, while this one works on what takes long. Linux has priorities of threads; elsewhere it would be the whole
 * process.
 */
export function lowerThreadPriority(): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(BACKGROUND);
  } catch {
    // Where it is not allowed, threads stay equal.
  }
}
