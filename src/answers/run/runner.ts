import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { executeBound } from "../../database/sql.ts";
import type { Bus } from "../../database/pubsub.ts";
import type { Database } from "../../database/open.ts";
import type { Metrics } from "../../metrics/metrics.ts";
import { atTime } from "../../async/timers.ts";
import type { SessionSearch } from "../../search/session-search.ts";
import type { Videos } from "../../videos/videos.ts";
import type { Session } from "../../sessions/session.ts";
import { AnswerSchema, type Answer, type TokenUsage } from "../answer.ts";
import type { Answerer, Turn } from "../generate/answerer.ts";
import { createCheckpoints } from "./checkpoints.ts";
import {
  endLost,
  LEASE_MS,
  releaseAllLeases,
  releaseLease,
  storeEnd,
  takeOver,
  type Lease,
  type RunEnd,
} from "./lease.ts";
import { createHolding } from "./lease-clock.ts";
import type { AnswerLog, LogWriter } from "../log/log.ts";
import { runAnswer, type RunInput } from "./run.ts";
import { createUsageMeter } from "./usage.ts";

const TAKE_OVER_POLL_MS = 1000;
const TAKE_OVER_AT_ONCE = 10;
const HISTORY_TURNS = 6;
const STORE_RETRY_MS = 500;

type StopReason = "cancelled" | "expired" | "lost" | "stopping";

/** Why a run was aborted. */
class RunStopped extends Error {
  readonly reason: StopReason;
  constructor(reason: StopReason) {
    super(`The run was stopped: ${reason}`);
    this.reason = reason;
  }
}

type Asked = Pick<Answer, "id" | "question" | "videoIds"> & { session: Session };

/** What a run has to know of its answer. */
type Known = { session: Session; input: Promise<RunInput> };

type RunnerOptions = {
  database: Database;
  bus: Bus;
  log: AnswerLog;
  videos: Videos;
  search: SessionSearch;
  answerer: Answerer;
  countTokens: (text: string) => number;
  maxAttempts: number;
  metrics: Metrics;
  logger: Logger;
};

/**
 * Runs answers, whoever may be watching. A run holds a lease, which it renews with each checkpoint; answers whose lease
 * has lapsed are taken over and begun anew.
 */
export function createRunner(options: RunnerOptions) {
  const { database, bus, log, metrics, logger } = options;
  const checkpoints = createCheckpoints(database);
  const runs = new Map<string, { stop: (reason: StopReason) => void; done: Promise<void> }>();
  let stopping = false;

  /** `known`: what is read of the answer already; else it is read. */
  function start(lease: Lease, known?: Known) {
    const controller = new AbortController();
    const stop = (reason: StopReason) => controller.abort(new RunStopped(reason));
    const done = run(lease, known, controller.signal, stop)
      .catch((error: unknown) =>
        logger.error({ err: error, answer: lease.answerId }, "A run could not be stored"),
      )
      .finally(() => {
        if (runs.get(lease.answerId)?.done === done) runs.delete(lease.answerId);
      });
    runs.set(lease.answerId, { stop, done });
    if (stopping) stop("stopping");
  }

  async function run(
    lease: Lease,
    known: Known | undefined,
    signal: AbortSignal,
    stop: (reason: StopReason) => void,
  ) {
    const startedAt = performance.now();
    const holding = createHolding();
    const writer = log.open(lease, holding.maySpeak);
    let renewNow = () => {};
    const unlisten = bus.listen(`answer-cancelled:${lease.answerId}`, () => renewNow());
    let unlistenSession = () => {};
    let cancelExpiry = () => {};
    let ticking = true;
    const untilAsked = () => new Promise<void>((resolve) => (renewNow = resolve));
    const renewing = (async () => {
      for (let asked = untilAsked(); ;) {
        await Promise.race([asked, sleep(checkpoints.untilNext(), undefined, { signal }).catch(() => {})]);
        if (!ticking || signal.aborted) return;
        // Before the renewal: what is asked for while it is under way makes for another one.
        asked = untilAsked();
        const renewal = await holding.renew(() => checkpoints.checkpoint(lease, writer.shown));
        if (renewal === "lost") stop("lost");
        if (renewal === "cancel-requested") stop("cancelled");
      }
    })();
    try {
      const begun = known ?? (await readKnown(lease.answerId));
      // Deleted with its session.
      if (!begun) return;
      const { session } = begun;
      unlistenSession = bus.listen(`session-ended:${session.id}`, () => renewNow());
      cancelExpiry = atTime(session.expiresAt.getTime(), () => stop("expired"));
      const input = await begun.input;
      const meter = createUsageMeter(options.countTokens);
      const end = await runAnswer(input, writer, meter, options, signal).catch((error: unknown) =>
        stopped(error, meter.read(writer.whole().text)),
      );
      ticking = false;
      if (end === "give-up") await releaseLease(database, lease).catch(() => {});
      else if (end !== "lost" && (await storeUntilDone(lease, writer, end))) countEnd(end, writer, startedAt);
    } finally {
      ticking = false;
      renewNow();
      cancelExpiry();
      unlisten();
      unlistenSession();
      writer.close();
      await renewing;
    }
  }

  function countEnd({ status, grounded, usage, failure }: RunEnd, writer: LogWriter, startedAt: number) {
    metrics.answerEnded({
      status,
      grounded,
      usage,
      failure: failure?.code ?? null,
      firstTextMs: writer.firstShownAt && writer.firstShownAt - startedAt,
      totalMs: performance.now() - startedAt,
    });
  }

  /** The end of a run that was aborted. */
  function stopped(error: unknown, usage: TokenUsage | null): RunEnd | "give-up" | "lost" {
    if (!(error instanceof RunStopped)) throw error;
    if (error.reason === "lost") return "lost";
    if (error.reason === "stopping") return "give-up";
    return { status: "CANCELLED", grounded: null, usage, failure: null };
  }

  async function readKnown(id: string): Promise<Known | null> {
    const asked = await database.fork().findOne(AnswerSchema, { id }, { populate: ["session"] });
    return asked && { session: asked.session, input: read(asked) };
  }

  /** What a run needs that is not in its answer. */
  async function read(asked: Asked): Promise<RunInput> {
    const [all, earlier] = await Promise.all([options.videos.list(asked.session), history(asked)]);
    const wanted = asked.videoIds;
    return {
      question: asked.question,
      videos: wanted ? all.filter((video) => wanted.includes(video.id)) : all,
      history: earlier,
    };
  }

  async function history({ id, session }: Asked): Promise<Turn[]> {
    const earlier = await executeBound<Turn>(
      database.fork(),
      `select question, text as answer from answers
       where session_id = $1 and status = 'COMPLETED' and id < $2 order by id desc limit $3`,
      [session.id, id, HISTORY_TURNS],
    );
    return earlier.toReversed();
  }

  /**
   * Again and again while the database is away: an answer that was written is not lost for that. false: it is no longer
   * this process's.
   */
  async function storeUntilDone(lease: Lease, writer: LogWriter, end: RunEnd): Promise<boolean> {
    for (let failures = 0; ; failures++) {
      try {
        const state = { ...writer.shown, ...writer.whole() };
        const isStored = await storeEnd(database, lease, state, end);
        if (!isStored)
          logger.info({ answer: lease.answerId }, "An answer ended that is no longer this process's");
        return isStored;
      } catch (error) {
        if (stopping && failures > 5) throw error;
        logger.warn({ err: error, answer: lease.answerId }, "The end of an answer cannot be stored yet");
        await sleep(STORE_RETRY_MS);
      }
    }
  }

  let databaseBackAt = -Infinity;
  let databaseAway = false;

  async function takeOverLapsed() {
    if (databaseAway) {
      await database.fork().execute("select 1");
      databaseAway = false;
      databaseBackAt = performance.now();
    }
    // While the database was away nobody could renew a lease: who is alive gets the time to do so first.
    if (performance.now() - databaseBackAt < LEASE_MS) return;
    const { maxAttempts } = options;
    // After a sleep the leases of one's own runs have lapsed too: their next checkpoint renews them.
    const except = [...runs.keys()];
    for (const id of await endLost(database, maxAttempts, except)) bus.publish(`answer:${id}`);
    for (const lease of await takeOver(database, { maxAttempts, limit: TAKE_OVER_AT_ONCE, except })) {
      logger.warn(
        { answer: lease.answerId, attempt: lease.attempt },
        "Taking over an answer whose run was lost",
      );
      metrics.answerTakenOver();
      start(lease);
      bus.publish(`answer:${lease.answerId}`);
    }
  }
  let looking = database.isExclusive ? releaseAllLeases(database) : Promise.resolve();
  looking.catch((error: unknown) =>
    logger.error({ err: error }, "Leases of an earlier process could not be ended"),
  );
  let isLooking = false;
  const poll = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    looking = takeOverLapsed()
      .catch((error: unknown) => {
        databaseAway = true;
        logger.warn({ err: error }, "Answers whose run was lost could not be looked for");
      })
      .finally(() => (isLooking = false));
  }, TAKE_OVER_POLL_MS);

  return {
    start,
    read,
    /** Runs that are started from now on are given up at once. */
    isStopping: () => stopping,
    /** Lets the runs finish for at most `graceMs`, then gives up what is left, for another process to take over. */
    async stop(graceMs: number) {
      stopping = true;
      clearInterval(poll);
      await looking;
      const all = () => Promise.all([...runs.values()].map((each) => each.done));
      await Promise.race([all(), sleep(graceMs, undefined, { ref: false })]);
      for (const each of runs.values()) each.stop("stopping");
      await all();
    },
  };
}

export type Runner = ReturnType<typeof createRunner>;
