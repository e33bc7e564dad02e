import { setTimeout as sleep } from "node:timers/promises";
import type { Span } from "@opentelemetry/api";
import { retry } from "../../async/retry.ts";
import type { Bus } from "../../database/pubsub.ts";
import type { ClientError } from "../../errors/errors.ts";
import { currentTraceparent, inSpan, spanFailed } from "../../observability/spans.ts";
import type { Metrics } from "../../metrics/metrics.ts";
import type { SessionEnds } from "../../sessions/session-ends.ts";
import type { TokenUsage } from "../answer.ts";
import { goOn } from "../log/go-on.ts";
import type { AnswerLog, LogWriter } from "../log/log.ts";
import type { AnswerStore } from "../store/answer-store.ts";
import type { AnswerToRun } from "../store/run-statements.ts";
import { waitForVideos, type WaitOptions } from "../wait/wait-for-videos.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { LeaseClock } from "./lease-clock.ts";
import type { AnswerLease, RunEnd } from "./lease.ts";
import type { RunContext } from "./run-input.ts";
import { createUsageMeter } from "./usage.ts";
import { writeAnswer, type RunProgress, type WriteAnswerServices } from "./write-answer.ts";

/** Most attempts to store the end of an answer while the server stops. */
const MAX_STORE_ATTEMPTS_WHILE_STOPPING = 6;

export type StopReason = "cancelled" | "expired" | "lost" | "stopping";

export type AttemptOptions = WaitOptions &
  WriteAnswerServices & {
    store: Pick<AnswerStore, "end" | "release">;
    log: AnswerLog;
    sessionEnds: Pick<SessionEnds, "watch" | "unwatch">;
    countTokens: (text: string) => number;
    metrics: Metrics;
    /** Called once an attempt has ended for which a model was asked, however it ended. */
    onModelUsage: (answer: AnswerToRun, usage: TokenUsage) => void;
    /** Whether the server is stopping. */
    isStopping: () => boolean;
  };

/** Why an attempt was aborted. */
class AttemptStopped extends Error {
  readonly reason: StopReason;
  constructor(reason: StopReason) {
    super(`The attempt was stopped: ${reason}`);
    this.reason = reason;
  }
}

/**
 * Starts an attempt at an answer, under its lease: writes it into its log, makes checkpoints meanwhile, and stores its end.
 * `done` never rejects.
 */
export function startAttempt(
  lease: AnswerLease,
  context: RunContext,
  clock: LeaseClock,
  checkpoints: Checkpoints,
  options: AttemptOptions,
) {
  const { store, bus, log, sessionEnds, metrics, logger } = options;
  const controller = new AbortController();
  const { signal } = controller;
  const stop = (reason: StopReason) => controller.abort(new AttemptStopped(reason));
  const attributes = { "video_rag.answer.id": lease.id, "video_rag.answer.attempt": lease.attempt };
  // A trace of its own, since it may begin long after it was asked for, and in another process.
  const { traceParent, attemptTraceParent } = context.answer;
  const settings = { attributes, causes: [traceParent, attemptTraceParent] };
  const done = inSpan(context.answer.waiting ? "wait" : "run", settings, run).catch((error: unknown) =>
    logger.error({ err: error, answer: lease.id }, "A run could not be stored"),
  );
  return {
    stop,
    done,
    /** Whether it waits for videos, and writes nothing. */
    isWaiting: context.answer.waiting !== null,
  };

  async function run(span: Span) {
    const startedAt = performance.now();
    const { session } = context.answer;
    const writer = log.open(lease, clock.mayWrite, context.answer.kept);
    const renewals = renewUntilStopped(lease, writer, clock, checkpoints, { bus, signal, stop, metrics });
    // By the run itself, with its end or its release: a renewal that comes after that finds no lease either.
    let isReleased = false;
    const watcher = {
      sessionEnded: ({ extensions }: ClientError) =>
        stop(extensions.code === "SESSION_EXPIRED" ? "expired" : "lost"),
    };
    sessionEnds.watch(session, watcher);
    try {
      const progress: RunProgress = { meter: createUsageMeter(options.countTokens), wordsOnly: false };
      const end = await waitOrWrite(writer, progress).catch((error: unknown) =>
        endOf(error, progress, writer),
      );
      span.setAttribute("video_rag.answer.end", typeof end === "object" ? end.status : end);
      if (typeof end === "object" && end.failure) spanFailed(span, end.failure.code);
      const usage = typeof end === "object" ? end.usage : progress.meter.read(writer.full().text);
      if (usage) options.onModelUsage(context.answer, usage);
      if (end === "deferred") isReleased = await release(writer);
      // Its lease is renewed until its end is stored, or another process would write it again.
      else if (typeof end === "object") isReleased = await storeEnd(writer, end);
      else isReleased = end === "queued";
      if (typeof end === "object" && isReleased) countEnd(end, writer, startedAt);
    } finally {
      sessionEnds.unwatch(session, watcher);
      renewals.stop();
      writer.close();
      const isLost = await renewals.done;
      if (isLost && !isReleased) metrics.renewalFailed("lost");
    }
  }

  /** false: the lease was lost, or the database is away. */
  async function release(writer: LogWriter): Promise<boolean> {
    const isReleased = await store.release(lease, writer.full(), currentTraceparent()).catch(() => false);
    if (isReleased) bus.publish("answers-released");
    return isReleased;
  }

  /** "queued": its wait for videos is over, and it waits for a free run. */
  async function waitOrWrite(writer: LogWriter, progress: RunProgress): Promise<RunEnd | "queued" | "lost"> {
    const { answer, input } = context;
    const { waiting, kept } = answer;
    if (waiting === null)
      return writeAnswer(await input!, kept ? goOn(writer, kept) : writer, progress, options, signal);
    const isOver = await waitForVideos(lease, { ...answer, waiting }, writer, options, signal);
    return isOver ? "queued" : "lost";
  }

  /** Stores the end, and tries again while the database is away. false: the lease was lost. */
  async function storeEnd(writer: LogWriter, end: RunEnd): Promise<boolean> {
    await writer.seal();
    const isStored = await retry(() => store.end(lease, writer.full(), end), {
      baseDelayMs: options.storeRetryMs,
      maxDelayMs: options.storeRetryMs,
      shouldRetry(error, { attempt }) {
        logger.warn({ err: error, answer: lease.id }, "The end of an answer cannot be stored yet");
        return !options.isStopping() || attempt < MAX_STORE_ATTEMPTS_WHILE_STOPPING;
      },
    });
    if (!isStored) logger.info({ answer: lease.id }, "An answer ended whose lease was lost");
    return isStored;
  }

  function countEnd({ status, confidence, usage, failure }: RunEnd, writer: LogWriter, startedAt: number) {
    const { attempt } = writer.published;
    logger.info(
      { answer: lease.id, status, attempt, ...(failure && { code: failure.code }) },
      "An answer has ended",
    );
    metrics.answerEnded({
      status,
      confidence,
      usage,
      failure: failure?.code ?? null,
      firstTextMs: writer.firstPublishedAt && writer.firstPublishedAt - startedAt,
      totalMs: performance.now() - startedAt,
    });
  }
}

/** The end of an attempt that was aborted. "deferred": another process is to take it over. Throws any other error. */
function endOf(
  error: unknown,
  { meter, wordsOnly }: RunProgress,
  writer: LogWriter,
): RunEnd | "deferred" | "lost" {
  if (!(error instanceof AttemptStopped)) throw error;
  if (error.reason === "lost") return "lost";
  if (error.reason === "stopping") return "deferred";
  const usage = meter.read(writer.full().text);
  return { status: "CANCELLED", confidence: null, wordsOnly, followUps: [], usage, failure: null };
}

/**
 * Makes checkpoints at the moments that all runs share, and at once when the answer is cancelled. `done` resolves to whether one
 * of them found that the lease is not held any more.
 */
function renewUntilStopped(
  lease: AnswerLease,
  writer: LogWriter,
  clock: LeaseClock,
  checkpoints: Checkpoints,
  {
    bus,
    signal,
    stop,
    metrics,
  }: { bus: Bus; signal: AbortSignal; stop: (reason: StopReason) => void; metrics: Metrics },
) {
  let isStopped = false;
  let renewNow = () => {};
  const nextRequest = () => new Promise<void>((resolve) => (renewNow = resolve));
  const unlisten = bus.listen(`answer-cancelled:${lease.id}`, () => renewNow());

  async function renew(): Promise<boolean> {
    let isLost = false;
    for (let request = nextRequest(); ;) {
      await Promise.race([request, sleep(checkpoints.untilNext(), undefined, { signal }).catch(() => {})]);
      if (isStopped || signal.aborted) return isLost;
      // Before the renewal, so that a request during it leads to another one.
      request = nextRequest();
      const renewal = await clock.renew(() => checkpoints.checkpoint(lease, writer.published));
      if (renewal === "unknown") metrics.renewalFailed("unknown");
      if (renewal === "lost") {
        isLost = true;
        stop("lost");
      }
      if (renewal === "cancel-requested") stop("cancelled");
    }
  }
  return {
    done: renew(),
    stop() {
      isStopped = true;
      renewNow();
      unlisten();
    },
  };
}
