import { setMaxListeners } from "node:events";
import type { Logger } from "pino";
import type { Bus } from "../bus.ts";
import type { Database } from "../database.ts";
import type { EmbeddingModel } from "../models/embed.ts";
import { ModelError } from "../models/model-error.ts";
import { cutPassages } from "../retrieval/passages.ts";
import { TranscriptError, type FetchTranscript, type VideoFailureCode } from "./fetch-transcript.ts";
import { failures } from "./youtube/failures.ts";
import { claimWork, endClaim, LEASE_MS, releaseClaim, renewClaim, type Claim } from "./queue.ts";
import { storeCues, storePassages, storeVectors } from "./store-transcript.ts";
import { readCues, readWindows } from "./read-transcript.ts";
import { retryDelayMs } from "./retry-delay.ts";

/** Windows given to the embedding model at a time: what progress counts in. */
const WINDOWS_PER_CALL = 32;
/** How often the queue is looked at without having been told to. */
const POLL_MS = 1000;
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
};

/**
 * Works off the queue of transcripts, at most `concurrency` at a time: fetch, cut, embed, store. The queue is the table,
 * so what a process leaves behind when it dies is claimed again once its lease has lapsed.
 */
export function createIngest(options: IngestOptions) {
  const { database, bus, logger, concurrency } = options;
  const stopping = new AbortController();
  const working = new Set<Promise<void>>();
  let filling: Promise<void> | undefined;
  let again = false;

  /** Claims work for every free place. One call at a time; one that comes meanwhile makes it look once more. */
  function fill() {
    again = true;
    filling ??= (async () => {
      while (again && !stopping.signal.aborted && working.size < concurrency) {
        again = false;
        const claims = await claimWork(database, options.embedding.name, concurrency - working.size);
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
        if (again && !stopping.signal.aborted && working.size < concurrency) fill();
      });
  }

  async function work(claim: Claim) {
    const lost = new AbortController();
    const signal = AbortSignal.any([stopping.signal, lost.signal]);
    const changed = () => bus.publish(`transcript:${claim.id}`);
    let progress = 0;
    const renewal = setInterval(() => void renew(), LEASE_MS / 3);
    const renew = async () => {
      const held = await renewClaim(database, claim, progress).catch(() => true);
      if (!held) lost.abort(new ClaimLost());
      changed();
    };
    try {
      changed();
      await ingest(claim, options, signal, async (value) => {
        progress = value;
        await renew();
      });
      logger.info(
        { transcript: claim.id, youtubeId: claim.youtubeId, kind: claim.kind },
        "Transcript is ready",
      );
    } catch (error) {
      await giveUp(claim, error);
    } finally {
      clearInterval(renewal);
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
      const retryAt = mayRetry
        ? new Date(Date.now() + retryDelayMs(claim.attempts, failure.retryAfterMs))
        : null;
      const { code, message, availableLanguages } = failure;
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

async function ingest(
  claim: Claim,
  options: IngestOptions,
  signal: AbortSignal,
  report: (progress: number) => Promise<void>,
) {
  const { database, embedding } = options;
  if (claim.kind === "embed-again") {
    const windows = await readWindows(database, claim.id);
    const vectors = await embedAll(
      embedding,
      windows.map((window) => window.text),
      signal,
      async () => {},
    );
    const windowIds = windows.map((window) => window.id);
    return orLost(await storeVectors(database, claim, { windowIds, vectors, model: embedding.name }));
  }
  if (claim.attempts > options.maxAttempts) throw new Error("Its ingest ended without a word too often");
  if (!claim.hasCues) {
    const request = { youtubeId: claim.youtubeId!, language: claim.requestedLanguage || null };
    const fetched = await options.fetchTranscript(request, signal);
    orLost(await storeCues(database, claim, fetched));
    await report(FETCHED_PROGRESS);
  }
  const { cues, language } = await readCues(database, claim.id);
  const passages = cutPassages(cues, language);
  const texts = passages.flatMap((passage) => passage.windows.map((window) => window.text));
  const vectors = await embedAll(embedding, texts, signal, (share) =>
    report(FETCHED_PROGRESS + share * (1 - FETCHED_PROGRESS)),
  );
  orLost(await storePassages(database, claim, { passages, vectors, model: embedding.name, language }));
}

/** All calls at once: the model's edge decides how many texts share a request, and how many requests are in flight. */
async function embedAll(
  embedding: EmbeddingModel,
  texts: string[],
  signal: AbortSignal,
  report: (share: number) => Promise<void>,
): Promise<number[][]> {
  const failed = new AbortController();
  const anySignal = AbortSignal.any([signal, failed.signal]);
  // Every call listens to it.
  setMaxListeners(0, anySignal);
  let done = 0;
  const calls: Promise<number[][]>[] = [];
  for (let start = 0; start < texts.length; start += WINDOWS_PER_CALL) {
    const part = texts.slice(start, start + WINDOWS_PER_CALL);
    calls.push(
      embedding.embed(part, anySignal).then(async (vectors) => {
        done += part.length;
        await report(done / texts.length);
        return vectors;
      }),
    );
  }
  try {
    return (await Promise.all(calls)).flat();
  } catch (error) {
    failed.abort(error);
    await Promise.allSettled(calls);
    throw error;
  }
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
