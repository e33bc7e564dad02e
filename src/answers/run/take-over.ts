import type { Logger } from "pino";
import { runForServer } from "../../async/owner.ts";
import type { Metrics } from "../../metrics/metrics.ts";
import type { Bus } from "../../database/pubsub.ts";
import type { AnswerIntervals } from "../intervals.ts";
import type { FreeRuns } from "../queue/free-runs.ts";
import type { Places } from "../queue/places.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import type { AnswerToRun } from "../store/run-statements.ts";
import type { AnswerLease, TakeOverReason } from "./lease.ts";

/** Most answers that one statement takes. */
const MAX_AT_ONCE = 25;

type TakeOverOptions = {
  store: Pick<AnswerStore, "lapseAll" | "takeOver" | "endLost" | "extendLapsed">;
  bus: Bus;
  places: Pick<Places, "areWanted" | "refresh">;
  freeRuns: FreeRuns;
  maxRunningPerSession: number;
  /** Whether no other process uses the database: leases found at start are then those of a dead process. */
  isExclusive: boolean;
  maxAttempts: number;
  /** The name of this process's model where it writes the same again, so that it goes on with what was kept; else null. */
  repeatable: string | null;
  /** The answers that run in this process. */
  running: () => string[];
  start: (lease: AnswerLease, answer: AnswerToRun, claimedAt: number, reason: TakeOverReason) => void;
  intervals: Pick<AnswerIntervals, "leaseMs" | "takeOverPollMs" | "headStartMs">;
  metrics: Pick<Metrics, "answerLost">;
  logger: Logger;
};

/**
 * Begins the answers that wait for a free run as runs become free, and those whose lease has lapsed again; ends those that
 * have had all their attempts, and those that nobody runs and that are not wanted any more.
 */
export function createTakeOver(options: TakeOverOptions) {
  const { store, bus, places, freeRuns, intervals, logger } = options;
  let isDatabaseAway = false;
  let databaseBackAt = -Infinity;
  /** Whether answers may be in the queue, and whether some that this process might begin may be. */
  let hasQueue = true;
  let hasDue = false;
  let queued = 0;

  /** Again once those that started later have had their head start. */
  const unlisten = bus.listen("answers-released", () => {
    lookNow();
    setTimeout(lookNow, intervals.headStartMs).unref();
  });

  async function lapseAll() {
    await store
      .lapseAll()
      .catch((error: unknown) =>
        logger.error({ err: error }, "Leases of an earlier process could not be ended"),
      );
  }

  async function look() {
    if (isDatabaseAway) {
      await store.extendLapsed();
      isDatabaseAway = false;
      databaseBackAt = performance.now();
    }
    // While the database was away or took no changes, no lease could be renewed: processes that are alive get time to do so.
    if (performance.now() - databaseBackAt < intervals.leaseMs) return;
    const which = { maxAttempts: options.maxAttempts, except: options.running() };
    for (const { id, isCancelled } of await store.endLost(which)) {
      options.metrics.answerLost(isCancelled);
      bus.publish(`answer:${id}`);
    }
    const queuedBefore = queued;
    do if (isStopped) return;
    while (await begin());
    if (!hasQueue && !places.areWanted()) return;
    const { length, hasNew } = await places.refresh(freeRuns.count() === 0, options.running());
    if (queued === queuedBefore) hasQueue = length > 0;
    if (hasNew) isDueAgain = true;
  }

  /** Begins what is due. true: there may be more, and runs for it. */
  async function begin(): Promise<boolean> {
    const free = Math.min(freeRuns.count(), MAX_AT_ONCE);
    const queuedBefore = queued;
    // Taken meanwhile, so that no new answer gets ahead of those in the queue.
    const giveBack = freeRuns.take(free);
    const claimedAt = performance.now();
    const { maxAttempts, maxRunningPerSession } = options;
    let begun = 0;
    let waits = 0;
    try {
      const limits = { free, maxRunningPerSession, maxWaits: MAX_AT_ONCE };
      const taken = await store.takeOver({
        maxAttempts,
        except: options.running(),
        repeatable: options.repeatable,
        headStartMs: intervals.headStartMs,
        ...limits,
      });
      for (const { lease, answer, reason } of taken) {
        options.start(lease, answer, claimedAt, reason);
        bus.publish(`answer:${lease.id}`);
      }
      begun = taken.filter(({ answer }) => !answer.waiting).length;
      waits = taken.length - begun;
    } finally {
      giveBack();
    }
    if (begun > 0) hasQueue = true;
    if (begun < free && queued === queuedBefore) hasDue = false;
    return (begun === free && freeRuns.count() > 0) || waits === MAX_AT_ONCE;
  }

  const ready = options.isExclusive ? lapseAll() : Promise.resolve();
  let looking = ready;
  let isLooking = false;
  let isDueAgain = false;
  let isStopped = false;

  function lookNow() {
    if (isStopped) return;
    if (isLooking) {
      isDueAgain = true;
      return;
    }
    isLooking = true;
    looking = looking
      .then(() => runForServer(look))
      .catch((error: unknown) => {
        isDatabaseAway = true;
        isDueAgain = false;
        logger.warn({ err: error }, "Answers that no process runs could not be looked for");
      })
      .finally(() => {
        isLooking = false;
        if (isDueAgain) {
          isDueAgain = false;
          lookNow();
        }
      });
  }
  const poll = setInterval(() => {
    if (!isLooking) lookNow();
  }, intervals.takeOverPollMs);

  return {
    /** Resolves once no lease is left of an earlier process: a new answer's before that would end with them. */
    ready,

    /** Looks at once, or again once the look under way has ended. */
    look: () => {
      if (!isDatabaseAway) lookNow();
    },

    /** Tells that a run has become free, of the process or of a session. */
    runEnded() {
      if (hasQueue) this.look();
    },

    /** Whether a new answer may begin without waiting for its turn. */
    mayBegin: () => freeRuns.count() > 0 && !hasDue,

    /** Tells that an answer was put into the queue; `isDue`: not on account of its session. */
    queued(isDue: boolean) {
      queued++;
      hasQueue = true;
      hasDue ||= isDue;
      this.look();
    },

    /** Resolves once a look that is under way has ended. */
    async stop() {
      isStopped = true;
      unlisten();
      clearInterval(poll);
      await looking;
    },
  };
}
