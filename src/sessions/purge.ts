import cron from "node-cron";
import type { Logger } from "pino";
import type { Database } from "../database/open.ts";
import type { Bus } from "../database/pubsub.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { deletion } from "../database/transaction.ts";
import { deleteSessions, type DeletionReceipt } from "./delete-sessions.ts";

const BATCH_SIZE = 100;

/** Deletes expired sessions with all that belongs to them, at the times of a cron expression in UTC, and at start if `onStart`. */
export function createPurge(options: {
  database: Database;
  bus: Bus;
  logger: Logger;
  cronExpression: string;
  onStart: boolean;
  metrics: Metrics;
}) {
  const { database, bus, logger, metrics } = options;
  const stopping = new AbortController();
  let running: Promise<DeletionReceipt> | null = null;

  /** Purges, or joins the purge that is under way. */
  function purge(): Promise<DeletionReceipt> {
    running ??= purgeAll().finally(() => (running = null));
    return running;
  }

  /** Batch by batch, each in a transaction of its own, until no expired session is left. */
  async function purgeAll(): Promise<DeletionReceipt> {
    const startedAt = new Date();
    const total = { sessions: 0, videos: 0, passages: 0, answers: 0 };
    while (!stopping.signal.aborted) {
      const { receipt, deletedPassages } = await deletion(database, (em) =>
        deleteSessions(em, { expiredBefore: startedAt }, BATCH_SIZE),
      );
      const batch = { ...receipt, passages: deletedPassages };
      for (const key of Object.keys(total) as (keyof DeletionReceipt)[]) total[key] += batch[key];
      metrics.purged(batch);
      if (batch.passages > 0) bus.publish("transcripts-deleted");
      if (batch.sessions < BATCH_SIZE) break;
    }
    // Whatever was deleted since the last purge, not only by this one, has to leave the files too.
    if (!stopping.signal.aborted) await database.reclaim({ thoroughly: true });
    if (!stopping.signal.aborted) metrics.purgeEnded();
    logger.info({ deleted: total, ms: Date.now() - startedAt.getTime() }, "Expired sessions were purged");
    return total;
  }

  const purgeSafely = () =>
    purge().catch((error: unknown) => logger.error({ err: error }, "The purge of expired sessions failed"));

  const task = cron.schedule(options.cronExpression, purgeSafely, { timezone: "UTC" });
  if (options.onStart) void purgeSafely();

  return {
    purge,
    async stop() {
      stopping.abort();
      await task.destroy();
      await running?.catch(() => {});
    },
  };
}
