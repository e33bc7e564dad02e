import { setTimeout as sleep } from "node:timers/promises";
import { v7 as uuid } from "uuid";
import type { Videos } from "../../videos/videos.ts";
import type { Session } from "../../sessions/session.ts";
import type { Answer } from "../answer.ts";
import type { AnswerIntervals } from "../intervals.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import { startAttempt, type AttemptOptions } from "./attempt.ts";
import { createCheckpoints } from "./checkpoints.ts";
import { createLeaseClock } from "./lease-clock.ts";
import type { AnswerLease } from "./lease.ts";
import { askedVideos, loadRunInput, type RunContext } from "./run-input.ts";
import type { AnswerToRun } from "../store/run-statements.ts";
import { planWait } from "../wait/plan-wait.ts";
import { createTakeOver } from "./take-over.ts";

export type Question = { question: string; videoIds: string[] | null; idempotencyKey: string | null };

type RunnerOptions = Omit<AttemptOptions, "store" | "storeRetryMs" | "waitPollMs" | "isStopping"> & {
  store: AnswerStore;
  videos: Videos;
  /** Whether no other process uses the database. */
  isExclusive: boolean;
  /** How many attempts an answer gets. */
  maxAttempts: number;
  /** How many answers of a session may be written at a time, and how many may wait for videos. */
  maxRunning: number;
  /** The longest wait of an answer for videos. */
  maxWaitMs: number;
  intervals: AnswerIntervals;
};

/**
 * Runs answers, whether anyone reads them or not. A run holds a lease, which it renews with each checkpoint; answers whose
 * lease has lapsed are taken over and begun again.
 */
export function createRunner(options: RunnerOptions) {
  const { store, videos, answerer, metrics, maxRunning, intervals } = options;
  const runs = new Map<string, ReturnType<typeof startAttempt>>();
  const checkpoints = createCheckpoints(
    store,
    options.isExclusive ? intervals.exclusiveCheckpointMs : intervals.checkpointMs,
  );
  let isStopping = false;
  const attemptOptions = {
    ...options,
    storeRetryMs: intervals.storeRetryMs,
    waitPollMs: intervals.waitPollMs,
    isStopping: () => isStopping,
  };
  const takeOver = createTakeOver({
    ...options,
    running: () => [...runs.keys()],
    start(lease, answer, claimedAt) {
      metrics.answerTakenOver();
      const input = answer.waiting ? null : loadRunInput(answer, videos.list(answer.session), store);
      start(lease, { answer, input }, claimedAt);
    },
  });

  /** `claimedAt`: the time by `performance.now()` before the lease was taken. */
  function start(lease: AnswerLease, context: RunContext, claimedAt: number) {
    const clock = createLeaseClock({ ...intervals, claimedAt });
    const attempt = startAttempt(lease, context, clock, checkpoints, attemptOptions);
    runs.set(lease.id, attempt);
    void attempt.done.then(() => {
      if (runs.get(lease.id) === attempt) runs.delete(lease.id);
    });
    if (isStopping) attempt.stop("stopping");
  }

  return {
    /**
     * Stores a RUNNING answer and starts its run, which may have to wait for videos. null: the session's key was used
     * before, or too many of its answers are being written, or wait where this one does. A server that is stopping defers the run to the next one.
     */
    async ask(session: Session, { question, videoIds, idempotencyKey }: Question): Promise<Answer | null> {
      const createdAt = new Date();
      const until = new Date(createdAt.getTime() + options.maxWaitMs).toISOString();
      const sessionVideos = await videos.list(session);
      const { waiting, leftOut } = planWait(question, askedVideos(sessionVideos, videoIds), until);
      const lease: AnswerLease = { id: uuid(), leaseId: uuid(), attempt: 1 };
      const isDeferred = isStopping;
      const answer: Answer = {
        ...emptyAnswer,
        leftOut,
        id: lease.id,
        session,
        question,
        videoIds,
        model: answerer.name,
        attempt: isDeferred ? 0 : lease.attempt,
        createdAt,
      };
      // Loaded during the insertion, on which it does not depend.
      const toRun: AnswerToRun = { id: lease.id, question, videoIds, session, waiting, leftOut };
      const input = isDeferred || waiting ? null : loadRunInput(toRun, sessionVideos, store);
      // Nobody awaits the input where nothing is inserted.
      input?.catch(() => {});
      const claimedAt = performance.now();
      const leaseId = isDeferred ? null : lease.leaseId;
      if (!(await store.insert({ ...answer, idempotencyKey, waiting, leaseId }, maxRunning))) return null;
      if (!isDeferred) start(lease, { answer: toRun, input }, claimedAt);
      return answer;
    },

    /**
     * Waits for runs to finish, `graceMs` at most, then gives up the others for another process to take over; at once
     * those that wait for videos, which this process makes READY no more.
     */
    async stop(graceMs: number) {
      isStopping = true;
      // The look under way may take longer than there is time: a run that it still starts is stopped at once.
      const looked = takeOver.stop();
      for (const run of runs.values()) if (run.isWaiting()) run.stop("stopping");
      const allDone = () => Promise.all([...runs.values()].map((run) => run.done));
      await Promise.race([Promise.all([looked, allDone()]), sleep(graceMs, undefined, { ref: false })]);
      for (const run of runs.values()) run.stop("stopping");
      await looked;
      await allDone();
    },
  };
}

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
