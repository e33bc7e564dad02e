import type { Logger } from "pino";
import type { Bus } from "../../database/pubsub.ts";
import type { AnswerIntervals } from "../intervals.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import type { AnswerToRun } from "../store/run-statements.ts";
import type { AnswerLease } from "./lease.ts";

const MAX_AT_ONCE = 10;

type TakeOverOptions = {
  store: Pick<AnswerStore, "lapseAll" | "takeOver" | "endLost" | "ping">;
  bus: Bus;
  /** Whether no other process uses the database: leases found at start are then those of a dead process. */
  isExclusive: boolean;
  maxAttempts: number;
  /** The answers that run in this process. */
  running: () => string[];
  start: (lease: AnswerLease, answer: AnswerToRun, claimedAt: number) => void;
  intervals: Pick<AnswerIntervals, "leaseMs" | "takeOverPollMs">;
  logger: Logger;
};

/** Looks for answers whose lease has lapsed, and begins them again, or ends those that have had all their attempts. */
export function createTakeOver(options: TakeOverOptions) {
  const { store, bus, intervals, logger } = options;
  let isDatabaseAway = false;
  let databaseBackAt = -Infinity;

  async function lapseAll() {
    await store
      .lapseAll()
      .catch((error: unknown) =>
        logger.error({ err: error }, "Leases of an earlier process could not be ended"),
      );
  }

  async function look() {
    if (isDatabaseAway) {
      await store.ping();
      isDatabaseAway = false;
      databaseBackAt = performance.now();
    }
    // While the database was away no lease could be renewed: processes that are alive get time to do so first.
    if (performance.now() - databaseBackAt < intervals.leaseMs) return;
    const which = { maxAttempts: options.maxAttempts, except: options.running() };
    for (const id of await store.endLost(which)) bus.publish(`answer:${id}`);
    const claimedAt = performance.now();
    for (const { lease, answer } of await store.takeOver({ ...which, limit: MAX_AT_ONCE })) {
      logger.warn({ answer: lease.id, attempt: lease.attempt }, "Taking over an answer whose run was lost");
      options.start(lease, answer, claimedAt);
      bus.publish(`answer:${lease.id}`);
    }
  }

  let looking = options.isExclusive ? lapseAll() : Promise.resolve();
  let isLooking = false;
  const poll = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    looking = look()
      .catch((error: unknown) => {
        isDatabaseAway = true;
        logger.warn({ err: error }, "Answers whose run was lost could not be looked for");
      })
      .finally(() => (isLooking = false));
  }, intervals.takeOverPollMs);

  return {
    /** Resolves once a look that is under way has ended. */
    async stop() {
      clearInterval(poll);
      await looking;
    },
  };
}
