import { setTimeout as sleep } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { v7 as uuid } from "uuid";
import { createOneAtATime } from "../../async/concurrency/one-at-a-time.ts";
import { runFor } from "../../async/owner.ts";
import { currentTraceparent } from "../../observability/spans.ts";
import { currentRequestId, runWithFields } from "../../observability/log-fields.ts";
import type { Videos } from "../../videos/videos.ts";
import type { Session } from "../../sessions/session.ts";
import type { Client } from "../../limits/client-keys.ts";
import type { Answer, TokenUsage } from "../answer.ts";
import type { AnswerIntervals } from "../intervals.ts";
import { createFreeRuns } from "../queue/free-runs.ts";
import { createPlaces } from "../queue/places.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import type { AnswerLimits, Insertion } from "../store/insert-statement.ts";
import { startAttempt, type AttemptOptions } from "./attempt.ts";
import { createCheckpoints } from "./checkpoints.ts";
import { createLeaseClock } from "./lease-clock.ts";
import type { AnswerLease, TakeOverReason } from "./lease.ts";
import { askedVideos, loadRunInput, type RunContext } from "./run-input.ts";
import type { AnswerToRun } from "../store/run-statements.ts";
import { planWait } from "../wait/plan-wait.ts";
import { createTakeOver } from "./take-over.ts";

export type Question = {
  question: string;
  videoIds: string[] | null;
  /** Where it was asked before, the answer before which its history ends. */
  historyBefore?: string | null;
  idempotencyKey: string | null;
  /** Of the client who asks, where the model's tokens are to count for it. */
  address?: string | null;
};

/** Answers whose client's address is known here, at most. */
const MAX_ADDRESSES = 10_000;

type RunnerOptions = Omit<
  AttemptOptions,
  "store" | "storeRetryMs" | "waitPollMs" | "isStopping" | "onModelUsage"
> & {
  /** Counts what a model took for an answer, for the client who asked. */
  recordModelTokens: (client: Client, tokens: number) => void;
  store: AnswerStore;
  videos: Videos;
  /** Whether no other process uses the database. */
  isExclusive: boolean;
  /** How many attempts an answer gets. */
  maxAttempts: number;
  limits: AnswerLimits;
  /** The longest wait of an answer for videos. */
  maxWaitMs: number;
  intervals: AnswerIntervals;
};

/**
 * Runs answers, whether anyone reads them or not. A run holds a lease, which it renews with each checkpoint; answers whose
 * lease has lapsed are taken over and begun again.
 */
export function createRunner(options: RunnerOptions) {
  const { store, videos, answerer, metrics, limits, intervals, log, logger } = options;
  const freeRuns = createFreeRuns(limits.maxRunning);
  const oneAtATime = createOneAtATime();
  const runs = new Map<string, ReturnType<typeof startAttempt>>();
  const checkpoints = createCheckpoints(
    store,
    options.isExclusive ? intervals.exclusiveCheckpointMs : intervals.checkpointMs,
    logger,
  );
  let isStopping = false;
  /** In memory alone: for an answer that another process takes over, only its session counts. */
  const addresses = new LRUCache<string, string>({ max: MAX_ADDRESSES });
  const attemptOptions = {
    ...options,
    storeRetryMs: intervals.storeRetryMs,
    waitPollMs: intervals.waitPollMs,
    isStopping: () => isStopping,
    onModelUsage({ id, session }: AnswerToRun, { promptTokens, completionTokens }: TokenUsage) {
      const client = { sessionId: session.id, address: addresses.get(id) ?? null };
      options.recordModelTokens(client, promptTokens + completionTokens);
    },
  };
  metrics.gauge(
    "video_rag_runs",
    "Answers that are written here, of at most MAX_RUNNING_ANSWERS",
    () => [...runs.values()].filter((run) => !run.isWaiting).length,
  );
  const places = createPlaces({
    store,
    isRunHere: (id) => log.published(id) !== undefined,
    look: () => takeOver.look(),
  });
  const takeOver = createTakeOver({
    ...options,
    places,
    freeRuns,
    maxRunningPerSession: limits.maxRunningPerSession,
    repeatable: answerer.isRepeatable ? answerer.name : null,
    running: () => [...runs.keys()],
    start: (lease, answer, claimedAt, reason) =>
      runWithFields(fieldsOf(answer), () => takenOver(lease, answer, claimedAt, reason)),
  });

  function takenOver(lease: AnswerLease, answer: AnswerToRun, claimedAt: number, reason: TakeOverReason) {
    if (lease.attempt > 1 || answer.waiting) {
      metrics.answerTakenOver(reason);
      logger.warn(
        { answer: lease.id, attempt: lease.attempt, reason },
        "Taking over an answer whose run was lost",
      );
    }
    const input = answer.waiting
      ? null
      : runFor(answer.session.id, () => loadRunInput(answer, videos.list(answer.session), store));
    start(lease, { answer, input }, claimedAt);
  }

  /** `claimedAt`: the time by `performance.now()` before the lease was taken. */
  function start(lease: AnswerLease, context: RunContext, claimedAt: number) {
    const clock = createLeaseClock({ ...intervals, claimedAt });
    const { answer } = context;
    const attempt = runWithFields(fieldsOf(answer), () =>
      runFor(answer.session.id, () => startAttempt(lease, context, clock, checkpoints, attemptOptions)),
    );
    const giveBack = attempt.isWaiting ? () => {} : freeRuns.take();
    runs.set(lease.id, attempt);
    void attempt.done.then(() => {
      if (runs.get(lease.id) === attempt) runs.delete(lease.id);
      giveBack();
      if (attempt.isWaiting) takeOver.look();
      else takeOver.runEnded();
    });
    if (isStopping) attempt.stop("stopping");
  }

  return {
    places,

    /** Resolves once answers may be asked for. */
    ready: takeOver.ready,

    /** Looks now for answers that no process runs: to begin those that are due, and to end those that were cancelled. */
    look: () => takeOver.look(),

    /**
     * Stores a RUNNING answer, and starts its run where one is free, or where it has to wait for videos; else it waits in the
     * queue. Nothing is stored where the session's key was used before, or too many wait. A server that is stopping leaves
     * the run to the next one.
     */
    async ask(
      session: Session,
      { question, videoIds, historyBefore = null, idempotencyKey, address }: Question,
    ): Promise<{ insertion: Insertion; answer: Answer }> {
      const createdAt = new Date();
      const until = new Date(createdAt.getTime() + options.maxWaitMs).toISOString();
      const sessionVideos = await videos.list(session);
      const { waiting, leftOut } = planWait(question, askedVideos(sessionVideos, videoIds), until);
      const lease: AnswerLease = { id: uuid(), leaseId: uuid(), attempt: 1 };
      const toRun: AnswerToRun = {
        id: lease.id,
        question,
        videoIds,
        historyBefore,
        session,
        waiting,
        leftOut,
        requestId: currentRequestId(),
        traceParent: currentTraceparent(),
        attemptTraceParent: null,
        kept: null,
      };
      const { leaseId, attempt } = lease;
      const { name: model } = answerer;
      const answer: Answer = { ...emptyAnswer, ...toRun, model, attempt, createdAt };

      const insertion = await oneAtATime(session.id, async () => {
        const isDeferred = isStopping;
        const mayBegin = !isDeferred && takeOver.mayBegin();
        const giveBack = mayBegin && !waiting ? freeRuns.take() : () => {};
        try {
          // Loaded during the insertion, on which it does not depend.
          const input = mayBegin && !waiting ? loadRunInput(toRun, sessionVideos, store) : null;
          // Nobody awaits the input where nothing begins.
          input?.catch(() => {});
          const claimedAt = performance.now();
          const stored = await store.insert(
            { ...answer, historyBefore, idempotencyKey, waiting, leaseId: isDeferred ? null : leaseId },
            limits,
            mayBegin,
          );
          if (address && (stored === "begun" || stored === "queued")) addresses.set(lease.id, address);
          if (stored === "begun") start(lease, { answer: toRun, input }, claimedAt);
          if (stored === "queued") takeOver.queued(!mayBegin);
          return stored;
        } finally {
          giveBack();
        }
      });
      return { insertion, answer };
    },

    /**
     * Waits for runs to finish, `graceMs` at most, then gives up the others for another process to take over; at once
     * those that wait for videos, which this process makes READY no more.
     */
    async stop(graceMs: number) {
      isStopping = true;
      // The look under way may take longer than there is time: a run that it still starts is stopped at once.
      const looked = takeOver.stop();
      for (const run of runs.values()) if (run.isWaiting) run.stop("stopping");
      const allDone = () => Promise.all([...runs.values()].map((run) => run.done));
      await Promise.race([Promise.all([looked, allDone()]), sleep(graceMs, undefined, { ref: false })]);
      for (const run of runs.values()) run.stop("stopping");
      await looked;
      await allDone();
    },
  };
}

const fieldsOf = ({ id, requestId, session }: AnswerToRun) => ({
  requestId,
  sessionId: session.id,
  answer: id,
});

/** The fields of an answer before its run has written anything. */
const emptyAnswer = {
  status: "RUNNING",
  scope: "PASSAGES",
  followUps: [],
  text: "",
  citations: [],
  sourceIds: null,
  confidence: null,
  wordsOnly: false,
  usage: null,
  failure: null,
  finishedAt: null,
} satisfies Partial<Answer>;

export type Runner = ReturnType<typeof createRunner>;
