import { sql } from "kysely";
import type { Logger } from "pino";
import { atTime } from "../async/timers.ts";
import type { Lease } from "../database/lease.ts";
import type { Database } from "../database/open.ts";
import type { Bus } from "../database/pubsub.ts";
import { epochMs, run } from "../database/sql.ts";

/** The lease went to another process, or the transcript was deleted: its ingest has nothing left to do. */
export class LeaseLost extends Error {}

/** All sessions that wanted the transcript have expired. */
export class NobodyWaits extends Error {}

/** The wait before another look where the database could not be asked, in milliseconds. */
const RETRY_MS = 1000;

/**
 * Ends the work on transcripts as soon as no session wants them: when told of a deletion, and when the last session that
 * wants one expires.
 */
export function createWantedWatch({
  database,
  bus,
  logger,
}: {
  database: Database;
  bus: Bus;
  logger: Logger;
}) {
  type Watched = { lease: Lease; end: (reason: Error) => void };
  const watched = new Map<string, Watched>();
  let cancelTimer = () => {};
  let looking: Promise<void> | undefined;
  let again = false;

  /** Looks once, and once more where it is called meanwhile. */
  function look(): void {
    again = true;
    looking ??= (async () => {
      while (again && watched.size > 0) {
        again = false;
        await endUnwanted();
      }
    })()
      .catch((error: unknown) => {
        logger.warn({ err: error }, "It could not be read which transcripts are still wanted");
        lookAt(Date.now() + RETRY_MS);
      })
      .finally(() => (looking = undefined));
  }

  async function endUnwanted(): Promise<void> {
    const asked = [...watched.values()];
    const rows = await run(
      database.reserved(),
      sql<{ id: string; leaseId: string | null; untilMs: number | null }>`
        select transcripts.id, transcripts.lease_id as "leaseId", ${epochMs("wanted.until")} as "untilMs"
        from transcripts cross join lateral (
          select max(expires_at) as until from videos join sessions on sessions.id = videos.session_id
          where videos.transcript_id = transcripts.id and expires_at > now()
        ) as wanted
        where transcripts.id = any (${asked.map(({ lease }) => lease.id)}::uuid[])`,
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    let next = Infinity;
    for (const { lease, end } of asked) {
      const row = byId.get(lease.id);
      if (row?.leaseId !== lease.leaseId) end(new LeaseLost());
      else if (row.untilMs === null) end(new NobodyWaits());
      else next = Math.min(next, row.untilMs);
    }
    lookAt(next);
  }

  function lookAt(time: number): void {
    cancelTimer();
    cancelTimer = time === Infinity ? () => {} : atTime(time, look);
  }

  const unlisten = bus.listen("transcripts-deleted", look);

  return {
    /** Calls `end` with a `LeaseLost` or a `NobodyWaits`, perhaps more than once. Returns a function that stops watching. */
    watch(lease: Lease, end: (reason: Error) => void): () => void {
      watched.set(lease.leaseId, { lease, end });
      look();
      return () => {
        watched.delete(lease.leaseId);
        if (watched.size === 0) lookAt(Infinity);
      };
    },

    async stop(): Promise<void> {
      unlisten();
      watched.clear();
      lookAt(Infinity);
      await looking;
      lookAt(Infinity);
    },
  };
}
