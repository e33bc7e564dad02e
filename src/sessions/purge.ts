import { setTimeout as wait } from "node:timers/promises";
import cron from "node-cron";
import type { Logger } from "pino";
import { retry } from "../async/retry.ts";
import type { Database } from "../database/open.ts";
import type { Bus } from "../database/pubsub.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { deletion } from "../database/transaction.ts";
import { deleteSessions, type DeletionReceipt } from "./delete-sessions.ts";
import { setDue, wasMissed } from "./purge-due.ts";

const BATCH_SIZE = 100;

/** A purge that failed is tried again after about so long, in milliseconds: the first wait, and the longest. */
const BACKOFF = { baseDelayMs: 10_000, maxDelayMs: 10 * 60_000 };
/** Replicas begin within so many milliseconds of the time, so that they do not all ask for the same rows at once. */
const JITTER_MS = 60_000;

/**
 * Deletes expired sessions with all that belongs to them, at the times of a cron expression in UTC; at start where one was
 * missed, and in any case if `onStart`. What fails is tried again until it succeeds.
 */
export function createPurge(options: {
  database: Database;
  bus: Bus;
  logger: Logger;
  cronExpression: string;
  onStart: boolean;
  metrics: Metrics;
  /** Tests replace them. `random`: from 0 to 1. */
  sleep?: ((ms: number, signal: AbortSignal) => Promise<unknown>) | undefined;
  random?: (() => number) | undefined;
}) {
  const { database, bus, logger, metrics, random = Math.random } = options;
  const { sleep = (ms, signal) => wait(ms, undefined, { signal, ref: false }) } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<DeletionReceipt> | null = null;
  let trying: Promise<unknown> | null = null;

  /** Purges, or joins the purge that is under way. */
  function purge(): Promise<DeletionReceipt> {
    running ??= purgeAll().finally(() => (running = null));
    return running;
  }

  /** Batch by batch, each in a transaction of its own and counted once it is committed, until no expired session is left. */
  async function purgeAll(): Promise<DeletionReceipt> {
    const startedAt = new Date();
    const total = { sessions: 0, videos: 0, passages: 0, answers: 0 };
    const report = () => ({ deleted: total, ms: Date.now() - startedAt.getTime() });
    try {
      while (!signal.aborted) {
        const batch = await purgeBatch(startedAt);
        for (const key of Object.keys(total) as (keyof DeletionReceipt)[]) total[key] += batch[key];
        if (batch.sessions < BATCH_SIZE) break;
      }
      // Whatever was deleted since the last purge, not only by this one, has to leave the files too.
      if (!signal.aborted) await database.reclaim({ thoroughly: true });
      if (!signal.aborted) await setDue(database, task.getNextRun()!);
    } catch (error) {
      logger.info(report(), "The purge of expired sessions did not come to its end");
      throw error;
    }
    if (!signal.aborted) metrics.purgeEnded();
    logger.info(report(), "Expired sessions were purged");
    return total;
  }

  async function purgeBatch(expiredBefore: Date): Promise<DeletionReceipt> {
    const { receipt, deletedPassages } = await deletion(database, (em) =>
      deleteSessions(em, { expiredBefore }, BATCH_SIZE),
    );
    const batch = { ...receipt, passages: deletedPassages };
    metrics.purged(batch);
    if (batch.passages > 0) bus.publish("transcripts-deleted");
    return batch;
  }

  /** Does the work until it succeeds or the server stops; joins one that is being tried. */
  function untilDone(work: () => Promise<unknown>): void {
    trying ??= retry(work, {
      ...BACKOFF,
      signal,
      sleep: (ms) => sleep(ms, signal),
      random,
      shouldRetry(error, { attempt, delayMs }) {
        metrics.purgeFailed();
        logger.error(
          { err: error, attempt, retryInMs: delayMs },
          "The purge of expired sessions failed: it is tried again",
        );
        return true;
      },
    })
      // Rejects only where the server stops.
      .catch(() => {})
      .finally(() => (trying = null));
  }

  async function atItsTime() {
    if (!database.isExclusive) await sleep(startDelayMs(task.getNextRuns(2), random), signal).catch(() => {});
    untilDone(purge);
  }

  const task = cron.schedule(options.cronExpression, atItsTime, { timezone: "UTC" });
  untilDone(async () => {
    const isMissed = await wasMissed(database, task.getNextRun()!);
    if (isMissed) logger.info("A purge of expired sessions was missed: it is made up for");
    if (isMissed || options.onStart) await purge();
  });

  return {
    purge,
    async stop() {
      stopping.abort();
      await task.destroy();
      await trying;
      await running?.catch(() => {});
    },
  };
}

/** The wait of one replica, in milliseconds, so that all begin apart, and none so late that the next time has come. */
export function startDelayMs([next, afterNext]: Date[], random: () => number): number {
  const periodMs = next && afterNext ? afterNext.getTime() - next.getTime() : JITTER_MS;
  return random() * Math.min(JITTER_MS, periodMs / 2);
}
