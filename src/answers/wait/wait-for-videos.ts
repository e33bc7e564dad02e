import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Logger } from "pino";
import { retry } from "../../async/retry.ts";
import type { Bus, Topic } from "../../database/pubsub.ts";
import type { Video } from "../../videos/video.ts";
import type { Videos } from "../../videos/videos.ts";
import type { AnswerWait } from "../answer.ts";
import type { LogWriter } from "../log/log.ts";
import type { AnswerLease } from "../run/lease.ts";
import { askedVideos } from "../run/run-input.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import type { AnswerToRun } from "../store/run-statements.ts";
import { planRest, type Waiting } from "./plan-wait.ts";
import { createWatch } from "./watch.ts";

/** The shortest time between two looks at the videos: each report of progress wakes the answers that wait for one. */
const MIN_LOOK_MS = 100;

export type WaitOptions = {
  store: Pick<AnswerStore, "storeWait">;
  videos: Pick<Videos, "list">;
  bus: Bus;
  logger: Logger;
  /** Between two looks at the videos where no wake-up comes, in milliseconds. */
  waitPollMs: number;
  /** Between two attempts to reach the database, in milliseconds. */
  storeRetryMs: number;
};

/**
 * Waits until the videos that an answer waits for are READY, FAILED or removed, or have to be left out, and tells its
 * readers which they are. Resolves once the end of the wait is stored, with which the lease ends: the answer is then in the
 * queue of those that are to be written. false: the lease was lost before. Rejects with the signal's reason when it is
 * aborted.
 */
export async function waitForVideos(
  lease: AnswerLease,
  answer: AnswerToRun & { waiting: AnswerWait },
  writer: Pick<LogWriter, "waiting">,
  { store, videos, bus, logger, waitPollMs, storeRetryMs }: WaitOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const { question, session } = answer;
  const deadline = Date.parse(answer.waiting.until);
  const payload = bus.payload(`answer:${lease.id}`);
  const watch = createWatch(bus);
  let plan: Waiting = answer;
  let planned: ReturnType<typeof factsOf> | undefined;
  writer.waiting(plan.waiting);
  try {
    for (;;) {
      watch.reset();
      const present = await persist(() => videos.list(session));
      if (watch.listenTo(topicsOf(present))) continue;
      const asked = askedVideos(present, answer.videoIds);
      const facts = factsOf(asked);
      if (!isDeepStrictEqual(facts, planned) || Date.now() >= deadline) {
        const next = planRest(question, asked, plan);
        const isUnchanged = isDeepStrictEqual([next.waiting, next.leftOut], [plan.waiting, plan.leftOut]);
        if (!isUnchanged && !(await persist(() => store.storeWait(lease, next, payload)))) return false;
        writer.waiting(next.waiting);
        if (next.waiting === null) return true;
        plan = { ...next, waiting: next.waiting };
        planned = facts;
      }
      await sleep(MIN_LOOK_MS, undefined, { signal }).catch(() => {});
      await watch.untilChanged(Math.min(Math.max(deadline - Date.now(), 0), waitPollMs), signal);
    }
  } finally {
    watch.close();
  }

  function topicsOf(present: Video[]): Topic[] {
    const awaited = present.filter(({ id }) => plan.waiting.videoIds.includes(id));
    return [`session:${session.id}`, ...awaited.map((video): Topic => `transcript:${video.transcript.id}`)];
  }

  /** Tries a statement until the database answers. */
  function persist<T>(statement: () => Promise<T>): Promise<T> {
    return retry(statement, {
      baseDelayMs: storeRetryMs,
      maxDelayMs: storeRetryMs,
      signal,
      shouldRetry(error) {
        logger.warn({ err: error, answer: lease.id }, "An answer cannot look for its videos");
        return true;
      },
    });
  }
}

/** What a plan depends on: to make one takes milliseconds, and most wake-ups report progress alone. */
const factsOf = (videos: Video[]) =>
  videos.map(({ id, transcript: { status, title, language, retryAt } }) => ({
    id,
    status,
    title,
    language,
    retryAt,
  }));
