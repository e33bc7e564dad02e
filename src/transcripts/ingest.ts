import { setMaxListeners } from "node:events";
import type { Logger } from "pino";
import { retryDelayMs } from "../async/retry.ts";
import type { Bus } from "../database/pubsub.ts";
import type { Database } from "../database/open.ts";
import type { EmbeddingModel } from "../models/embeddings/embedding-model.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { ModelError } from "../models/model-error.ts";
import { cutPassagesInTurns } from "../search/index/passages.ts";
import { storableText } from "../text/storable-text.ts";
import { TranscriptError, type FetchTranscript, type VideoFailureCode } from "../youtube/fetch-transcript.ts";
import { failures } from "../youtube/refusals/failures.ts";
import {
  claimWork,
  endClaim,
  LEASE_MS,
  releaseAllClaims,
  releaseClaim,
  renewClaim,
  type Claim,
} from "./queue.ts";
import { storeCues, storePassages, storeVectors } from "./store-transcript.ts";
import { readCues, readWindows } from "./read-transcript.ts";

/** Windows given to the embedding model at a time, at most: what progress counts in. */
const WINDOWS_PER_CALL = 32;
/** How often progress is told, at most: each time costs a write, and readers a read. */
const PROGRESS_MS = 200;
/** How often the queue is looked at without having been told to. */
const POLL_MS = 1000;
/** Between attempts at a transcript. */
const BACKOFF = { baseDelayMs: 2000, maxDelayMs: 15 * 60_000 };
/** Embedding begins here, the fetch being done. */
const FETCHED_PROGRESS = 0.1;

/** The claim went to another process, or its transcript was deleted: there is nothing left to do for it. */
class ClaimLost extends Error {}

type IngestOptions = {
  database: Database;
  bus: Bus;
  logger: Logger;
  fetchTranscript: FetchTranscript;
  embedding: EmbeddingModel;
  concurrency: number;
  maxAttempts: number;
  metrics: Metrics;
};

/**
 * Works off the queue of transcripts: fetch, cut, embed, store. At most `concurrency` are fetched at a time, and meanwhile
 * as many others may be embedded. The queue is the table, so what a process leaves behind when it dies is claimed again
 * once its lease has lapsed.
 */
export function createIngest(options: IngestOptions) {
  const { database, bus, logger, concurrency, metrics } = options;
  const stopping = new AbortController();
  const working = new Set<Promise<void>>();
  /** How many of these have no cues yet: only they are a load on YouTube. The others wait for the model. */
  let fetching = 0;
  let filling: Promise<void> | undefined = database.isExclusive ? takeOverAll() : undefined;
  let again = false;

  /** What another process left behind need not wait for its lease to lapse. */
  async function takeOverAll() {
    await releaseAllClaims(database).catch((error: unknown) =>
      logger.error({ err: error }, "Claims of an earlier process could not be released"),
    );
    filling = undefined;
    fill();
  }

  const room = () => Math.min(concurrency - fetching, 2 * concurrency - working.size);

  /** Claims work for every free place. One call at a time; one that comes meanwhile makes it look once more. */
  function fill() {
    again = true;
    filling ??= (async () => {
      while (again && !stopping.signal.aborted && room() > 0) {
        again = false;
        const claims = await claimWork(database, options.embedding.name, room());
        for (const claim of claims) {
          const job = work(claim).finally(() => {
            working.delete(job);
            fill();
          });
          working.add(job);
        }
      }
    })()
      .catch((error: unknown) => logger.error({ err: error }, "The ingest queue could not be read"))
      .finally(() => {
        filling = undefined;
        // Asked for after the last look.
        if (again && !stopping.signal.aborted && room() > 0) fill();
      });
  }

  async function work(claim: Claim) {
    const lost = new AbortController();
    const signal = AbortSignal.any([stopping.signal, lost.signal]);
    const changed = () => bus.publish(`transcript:${claim.id}`);
    fetching++;
    let fetched = false;
    const hasCues = () => {
      if (fetched) return;
      fetched = true;
      fetching--;
      changed();
      fill();
    };
    let progress = 0;
    let toldAt = performance.now();
    const renewal = setInterval(() => void renew(), LEASE_MS / 3);
    const renew = async () => {
      toldAt = performance.now();
      const held = await renewClaim(database, claim, progress).catch(() => true);
      if (!held) lost.abort(new ClaimLost());
      changed();
    };
    const report = (value: number) => {
      progress = value;
      if (performance.now() - toldAt >= PROGRESS_MS) void renew();
    };
    try {
      changed();
      await ingest(claim, options, { signal, report, hasCues });
      metrics.transcriptEnded("READY");
      logger.info(
        { transcript: claim.id, youtubeId: claim.youtubeId, kind: claim.kind },
        "Transcript is ready",
      );
    } catch (error) {
      await giveUp(claim, error);
    } finally {
      clearInterval(renewal);
      hasCues();
      changed();
    }
  }

  async function giveUp(claim: Claim, error: unknown) {
    if (error instanceof ClaimLost) return;
    try {
      if (stopping.signal.aborted) return await releaseClaim(database, claim);
      const failure = toFailure(error);
      // READY is READY, whatever its vectors: those of the model in use are tried for as long as it takes.
      const mayRetry =
        claim.kind === "embed-again" || (failure.transient && claim.attempts < options.maxAttempts);
      const retryAt = mayRetry ? new Date(Date.now() + retryDelayMs(claim.attempts, BACKOFF, failure)) : null;
      const { code, message, availableLanguages } = failure;
      metrics.transcriptEnded(code);
      const details = {
        transcript: claim.id,
        youtubeId: claim.youtubeId,
        code,
        attempt: claim.attempts,
        retryAt,
      };
      logger[code === "INTERNAL" ? "error" : "warn"](
        { ...details, err: error },
        "Transcript could not be had",
      );
      await endClaim(database, claim, { failure: { code, message, availableLanguages }, retryAt });
    } catch (storeError) {
      // The lease lapses by itself, and the transcript is claimed again.
      logger.error({ err: storeError, transcript: claim.id }, "The end of an ingest could not be stored");
    }
  }

  const poll = setInterval(fill, POLL_MS);
  const unlisten = bus.listen("ingest", fill);
  fill();

  return {
    /** Takes no new work, and gives back what is under way. */
    async stop() {
      clearInterval(poll);
      unlisten();
      stopping.abort(new Error("The server is stopping"));
      await filling;
      await Promise.all(working);
    },
  };
}

export type Ingest = ReturnType<typeof createIngest>;

type Course = {
  signal: AbortSignal;
  /** Says how far the work is, 0 to 1. */
  report: (progress: number) => void;
  /** Says that the transcript needs nothing from YouTube any more. */
  hasCues: () => void;
};

async function ingest(claim: Claim, options: IngestOptions, course: Course) {
  const { database, embedding } = options;
  if (claim.kind === "embed-again") {
    course.hasCues();
    return embedAgain(claim, options, course.signal);
  }
  if (claim.attempts > options.maxAttempts) throw new Error("Its ingest ended without a word too often");
  const { cues, language } = claim.hasCues
    ? await readCues(database, claim.id)
    : await fetchCues(claim, options, course.signal);
  course.report(FETCHED_PROGRESS);
  course.hasCues();
  const passages = await cutPassagesInTurns(cues, language, course.signal);
  const texts = passages.flatMap((passage) => passage.windows.map((window) => window.text));
  const vectors = await embedAll(embedding, texts, course.signal, (share) =>
    course.report(FETCHED_PROGRESS + share * (1 - FETCHED_PROGRESS)),
  );
  orLost(await storePassages(database, claim, { passages, vectors, model: embedding.name, language }));
}

async function fetchCues(claim: Claim, options: IngestOptions, signal: AbortSignal) {
  const request = { youtubeId: claim.youtubeId!, language: claim.requestedLanguage || null };
  const fetched = await options.fetchTranscript(request, signal);
  const cues = fetched.cues.map((cue) => ({ ...cue, text: storableText(cue.text) }));
  orLost(await storeCues(options.database, claim, { ...fetched, cues }));
  return { cues, language: fetched.language };
}

/** The vectors of a READY transcript, made anew by the model that is in use now. */
async function embedAgain(claim: Claim, { database, embedding }: IngestOptions, signal: AbortSignal) {
  const windows = await readWindows(database, claim.id);
  const texts = windows.map((window) => window.text);
  const vectors = await embedAll(embedding, texts, signal, () => {});
  const windowIds = windows.map((window) => window.id);
  orLost(await storeVectors(database, claim, { windowIds, vectors, model: embedding.name }));
}

/** All calls at once: the model's edge decides how many texts share a request, and how many requests are in flight. */
async function embedAll(
  embedding: EmbeddingModel,
  texts: string[],
  signal: AbortSignal,
  report: (share: number) => void,
): Promise<number[][]> {
  const failed = new AbortController();
  const anySignal = AbortSignal.any([signal, failed.signal]);
  // Every call listens to it.
  setMaxListeners(0, anySignal);
  let done = 0;
  const calls = equalParts(texts, WINDOWS_PER_CALL).map(async (part) => {
    const vectors = await embedding.embed(part, anySignal);
    done += part.length;
    report(done / texts.length);
    return vectors;
  });
  try {
    return (await Promise.all(calls)).flat();
  } catch (error) {
    failed.abort(error);
    await Promise.allSettled(calls);
    throw error;
  }
}

/** Parts of `most` at most, of one size: a small remainder would be taken for a question, which goes before. */
function equalParts<T>(list: T[], most: number): T[][] {
  const count = Math.ceil(list.length / most);
  const start = (part: number) => Math.round((part * list.length) / count);
  return Array.from({ length: count }, (_, part) => list.slice(start(part), start(part + 1)));
}

function orLost(held: boolean) {
  if (!held) throw new ClaimLost();
}

function toFailure(error: unknown) {
  if (error instanceof TranscriptError) {
    const { code, message, availableLanguages, retryAfterMs } = error;
    return { code, message, availableLanguages, retryAfterMs, transient: failures[code].transient };
  }
  if (error instanceof ModelError) {
    const { retryable, retryAfterMs } = error;
    return { ...known("EMBEDDING_FAILED"), retryAfterMs, transient: retryable };
  }
  return { ...known("INTERNAL"), retryAfterMs: undefined, transient: true };
}

const known = (code: VideoFailureCode) => ({ code, message: failures[code].message, availableLanguages: [] });
