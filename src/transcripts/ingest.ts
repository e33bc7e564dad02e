import type { Logger } from "pino";
import { retryDelayMs } from "../async/retry.ts";
import { runFor, runForServer } from "../async/owner.ts";
import { runWithFields } from "../observability/log-fields.ts";
import { inSpan } from "../observability/spans.ts";
import { reasonOf } from "../errors/causes.ts";
import { unavailableCause } from "../errors/errors.ts";
import type { Bus } from "../database/pubsub.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { EmbeddingModel } from "../models/embeddings/embedding-model.ts";
import { ModelError } from "../models/model-error.ts";
import { ofModelInForce, type ModelInForce } from "../search/model-in-force/model-in-force.ts";
import { createSuggester, type Suggester } from "../suggestions/suggest-questions.ts";
import { TranscriptError } from "../youtube/transcript-failure.ts";
import { leaseNext, type LeasedTranscript } from "./lease-next.ts";
import { endLease, LEASE_MS, returnLease, renewLease, transcriptLeases } from "./queue.ts";
import {
  createApartLimit,
  ingestTranscript,
  type IngestDependencies,
  type IngestParts,
} from "./ingest-transcript.ts";
import { prepareApart } from "./prepare/prepare-apart.ts";
import { NO_MODEL } from "./transcript.ts";
import { createWantedWatch, LeaseLost, NobodyWaits } from "./wanted-watch.ts";

/** All ingest is one owner of statements: who waits for an answer has as many turns as all transcripts together. */
const INGEST = "ingest";

const NOT_READY = "A transcript could not be made ready";
const SETTINGS_REFUSED =
  "The embedding model's provider refuses the settings or the account: look at OPENAI_API_KEY, OPENAI_BASE_URL, " +
  "OPENAI_EMBEDDING_MODEL and OPENAI_EMBEDDING_DIMENSIONS, and at what is paid for there. The transcript is kept, and tried again by a server with other settings at once, and by this one at retryAt";
/** What the person who added the video is told then. */
const WAITS_FOR_OPERATOR =
  "The transcript arrived, and waits to be made searchable: the embedding model refuses this server, and its operator has to change the settings or what is paid for. It goes on by itself then.";

/** In milliseconds. Tests replace some of them. */
export const INGEST_INTERVALS = {
  /** Between two looks at the queue where no wake-up comes. */
  pollMs: 1000,
  /** Between two reports of progress, each of which costs a write, and a read for each reader. */
  progressMs: 200,
  /** The longest wait before the second attempt at a transcript; it doubles with each further one. */
  baseDelayMs: 2000,
  /** The longest wait between attempts, unless YouTube or the model ask for a longer one. */
  maxDelayMs: 15 * 60_000,
};

export type IngestIntervals = typeof INGEST_INTERVALS;

type IngestOptions = Omit<IngestDependencies, "embedding"> & {
  modelInForce: Pick<ModelInForce, "current">;
  /** Tests replace it. */
  prepareApart?: IngestParts["prepareApart"] | undefined;
  bus: Bus;
  logger: Logger;
  /** Most transcripts that are fetched at a time. */
  concurrency: number;
  /** What a session lasts at most; null: use does not lengthen it. */
  maxSessionMs: number | null;
  intervals: IngestIntervals;
  metrics: Metrics;
};

/**
 * Works off the queue of transcripts: fetches, cuts, embeds and stores them. At most `concurrency` are fetched at a time,
 * and as many others may be embedded meanwhile. The queue is the table, so the transcripts of a process that died are
 * leased again once their leases have lapsed.
 */
export function createIngest(options: IngestOptions) {
  const { database, bus, logger, concurrency, intervals, metrics } = options;
  const stopping = new AbortController();
  const onProblem = (error: unknown) =>
    logger.error({ err: error }, "A transcript's questions could not be made or embedded");
  const suggesters: Suggester[] = [];
  const limitApart = createApartLimit();
  const partsInForce = ofModelInForce(options.modelInForce, (embedding): IngestDependencies & IngestParts => {
    const suggester = createSuggester({ embedding, onFailure: onProblem });
    suggesters.push(suggester);
    return {
      ...options,
      embedding,
      suggester,
      prepareApart: options.prepareApart ?? prepareApart,
      limitApart,
      onProblem,
    };
  });
  const wanted = createWantedWatch({ database, bus, logger });
  /** By the transcript's id. */
  const working = new Map<string, Promise<void>>();
  /** How many of `working` have no cues yet, and so are a load on YouTube; the others wait for the model. */
  let fetching = 0;
  /** How many of `working` wait for others of their length, and take no memory and no time meanwhile. */
  let waiting = 0;
  let filling: Promise<void> | undefined = database.isExclusive ? takeOverAll() : undefined;
  let fillAgain = false;

  /** Releases the leases of an earlier process, whose transcripts need not wait for them to lapse. */
  async function takeOverAll() {
    await transcriptLeases
      .releaseAll(database.fork())
      .catch((error: unknown) =>
        logger.error({ err: error }, "Leases of an earlier process could not be released"),
      );
    filling = undefined;
    fill();
  }

  const room = () => Math.min(concurrency - fetching, 2 * concurrency - (working.size - waiting));

  /** Leases work for every free place. A call during another makes that one look once more. */
  function fill() {
    fillAgain = true;
    filling ??= runForServer(async () => {
      while (fillAgain && !stopping.signal.aborted && room() > 0) {
        fillAgain = false;
        const parts = partsInForce();
        const leased = await leaseNext(database, {
          embeddingModel: parts.embedding?.name ?? null,
          settings: settingsOf(parts.embedding),
          underWay: [...working.keys()],
          mostOfSession: 2 * concurrency - placesForOthers(concurrency),
          limit: room(),
        });
        for (const next of leased) {
          const fields = { requestId: next.requestId, sessionId: next.sessionId, transcript: next.id };
          const job = runWithFields(fields, () => runFor(INGEST, () => work(next, parts))).finally(() => {
            working.delete(next.id);
            fill();
          });
          working.set(next.id, job);
        }
      }
    })
      .catch((error: unknown) => logger.error({ err: error }, "The ingest queue could not be read"))
      .finally(() => {
        filling = undefined;
        // A call came after the last look.
        if (fillAgain && !stopping.signal.aborted && room() > 0) fill();
      });
  }

  async function work(leased: LeasedTranscript, parts: IngestDependencies & IngestParts) {
    const ended = new AbortController();
    const signal = AbortSignal.any([stopping.signal, ended.signal]);
    const unwatch = wanted.watch(leased, (reason) => ended.abort(reason));
    const changed = () => bus.publish(`transcript:${leased.id}`);
    fetching++;
    let hasCues = false;
    const onCues = () => {
      if (hasCues) return;
      hasCues = true;
      fetching--;
      changed();
      fill();
    };
    let isWaiting = false;
    const onWait = (waits: boolean) => {
      if (waits !== isWaiting) waiting += waits ? 1 : -1;
      isWaiting = waits;
      if (waits) fill();
    };
    let progress = 0;
    let renewedAt = performance.now();
    const renewal = setInterval(() => void renew(), LEASE_MS / 3);
    const renew = async () => {
      renewedAt = performance.now();
      const held = await renewLease(database, leased, progress).catch(() => true);
      if (!held) ended.abort(new LeaseLost());
      changed();
    };
    const onProgress = (value: number) => {
      progress = value;
      if (performance.now() - renewedAt >= intervals.progressMs) void renew();
    };
    try {
      changed();
      const attributes = {
        "video_rag.transcript.id": leased.id,
        "video_rag.ingest.kind": leased.kind,
        "video_rag.ingest.attempt": leased.attempt,
      };
      await inSpan("ingest", { attributes, causes: [leased.traceParent] }, () =>
        ingestTranscript(leased, parts, { signal, onProgress, onCues, onWait }),
      );
      metrics.transcriptEnded(leased.kind, "READY");
      logger.info(
        { transcript: leased.id, youtubeId: leased.youtubeId, kind: leased.kind },
        "A transcript is ready",
      );
    } catch (error) {
      await giveUp(leased, ended.signal.aborted ? ended.signal.reason : error, parts.embedding);
    } finally {
      unwatch();
      clearInterval(renewal);
      onCues();
      changed();
    }
  }

  async function giveUp(
    leased: LeasedTranscript,
    error: unknown,
    embedding: EmbeddingModel | null,
  ): Promise<unknown> {
    if (error instanceof LeaseLost) return;
    try {
      if (stopping.signal.aborted || error instanceof NobodyWaits) return await returnLease(database, leased);
      const failure = toTranscriptError(error);
      const areSettingsRefused =
        leased.kind === "ingest" && error instanceof ModelError && error.refusesSettings;
      // A READY transcript stays READY whatever its vectors; to index it anew has no limit of attempts. Nor has a database that
      // is in trouble: the video is not at fault.
      const mayRetry =
        leased.kind === "index-again" ||
        unavailableCause(error) !== null ||
        (failure.transient && leased.attempt < options.maxAttempts);
      const delayMs = areSettingsRefused
        ? intervals.maxDelayMs
        : retryDelayMs(leased.attempt, intervals, failure);
      const retryAt = mayRetry || areSettingsRefused ? new Date(Date.now() + delayMs) : null;
      const { code, message, availableLanguages } = failure;
      metrics.transcriptEnded(leased.kind, code);
      const details = {
        transcript: leased.id,
        youtubeId: leased.youtubeId,
        code,
        attempt: leased.attempt,
        retryAt,
      };
      // What YouTube refuses is one line; a stack is for what the program is at fault for.
      if (areSettingsRefused) logger.warn({ ...details, reason: reasonOf(error) }, SETTINGS_REFUSED);
      else if (code === "INTERNAL") logger.error({ ...details, err: error }, NOT_READY);
      else logger.warn({ ...details, reason: reasonOf(error) }, NOT_READY);
      const { maxSessionMs } = options;
      await endLease(database, leased, {
        failure: { code, message, availableLanguages },
        retryAt,
        refusedSettings: areSettingsRefused ? settingsOf(embedding) : null,
        maxSessionMs,
      });
    } catch (storeError) {
      // The lease lapses by itself, and the transcript is leased again.
      logger.error({ err: storeError, transcript: leased.id }, "The end of an ingest could not be stored");
    }
  }

  const poll = setInterval(fill, intervals.pollMs);
  const unlisten = bus.listen("ingest", fill);
  fill();

  return {
    /** Takes no new work, and puts transcripts under way back into the queue. */
    async stop() {
      clearInterval(poll);
      unlisten();
      stopping.abort(new Error("The server is stopping"));
      await filling;
      await Promise.all(working.values());
      await Promise.all([...suggesters.map((suggester) => suggester.close()), wanted.stop()]);
    },
  };
}

/** The places that no session takes alone, so that another need not wait until its transcripts are READY. */
const placesForOthers = (concurrency: number): number => Math.max(1, Math.floor(concurrency / 2));

function toTranscriptError(error: unknown): TranscriptError {
  if (error instanceof TranscriptError) return error;
  if (!(error instanceof ModelError)) return new TranscriptError("INTERNAL", { cause: error });
  const { retryable, retryAfterMs, refusesSettings } = error;
  const details = refusesSettings ? { message: WAITS_FOR_OPERATOR } : {};
  return new TranscriptError("EMBEDDING_FAILED", {
    ...details,
    retryAfterMs,
    transient: retryable,
    cause: error,
  });
}

const settingsOf = (embedding: EmbeddingModel | null): string =>
  embedding?.settings ?? embedding?.name ?? NO_MODEL;
