import type { Kinds } from "./kinds.ts";

/** Purges of expired sessions. */
export function createPurgeMetrics({ counter, settableGauge }: Kinds) {
  const deleted = counter("video_rag_purged_total", "What purges of expired sessions deleted here", ["kind"]);
  const failures = counter("video_rag_purge_failures_total", "Attempts at a purge that failed here");
  const endedAt = settableGauge(
    "video_rag_purge_last_success_timestamp_seconds",
    "When a purge last ran to its end here",
  );
  // Absent until the first purge: 0 would mean a purge in 1970.
  endedAt.remove();

  return {
    /** Adds the number of rows of each kind that a purge deleted. */
    purged(receipt: Record<string, number>) {
      for (const [kind, count] of Object.entries(receipt)) deleted.inc({ kind }, count);
    },
    purgeEnded: () => endedAt.setToCurrentTime(),
    purgeFailed: () => failures.inc(),
  };
}
