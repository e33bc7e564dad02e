import { setMaxListeners } from "node:events";
import { runInTurns } from "../async/steps.ts";
import type { Database } from "../database/open.ts";
import type { EmbeddingModel } from "../models/embeddings/embedding-model.ts";
import { passageSteps } from "../search/index/passages.ts";
import { storableText } from "../text/storable-text.ts";
import type { FetchedTranscript, FetchTranscript } from "../youtube/fetch-transcript.ts";
import type { LeasedTranscript } from "./queue.ts";
import { readCuesWithLanguage, readWindows } from "./read-transcript.ts";
import { storeCues, storePassages, storeVectors } from "./store-transcript.ts";

/** Most windows in one call of the embedding model; progress is reported after each call. */
const WINDOWS_PER_CALL = 32;
/** The progress of a transcript when it has been fetched. */
const FETCHED_PROGRESS = 0.1;

export type IngestDependencies = {
  database: Database;
  fetchTranscript: FetchTranscript;
  /** null: transcripts are stored without vectors, and embedded once a server has a model. */
  embedding: EmbeddingModel | null;
  /** How many attempts a transcript gets before it is FAILED. */
  maxAttempts: number;
};

/** The lease went to another process, or the transcript was deleted: this ingest has nothing left to do. */
export class LeaseLost extends Error {}

type IngestHooks = {
  signal: AbortSignal;
  /** Called with the progress, 0 to 1. */
  onProgress: (progress: number) => void;
  /** Called when the transcript needs nothing from YouTube any more. */
  onCues: () => void;
};

/**
 * Makes one transcript READY: fetches, cuts, embeds and stores it. Rejects with a `TranscriptError`, a `ModelError`,
 * `LeaseLost`, or the signal's reason.
 */
export async function ingestTranscript(
  leased: LeasedTranscript,
  options: IngestDependencies,
  { signal, onProgress, onCues }: IngestHooks,
) {
  const { database, embedding } = options;
  if (leased.kind === "embed-again") {
    onCues();
    return embedAgain(leased, database, embedding!, signal);
  }
  if (leased.attempts > options.maxAttempts)
    throw new Error("The processes that ingested this transcript were lost too often");
  const { cues, language } = leased.hasCues
    ? await readCuesWithLanguage(database, leased.id)
    : await fetchCues(leased, options, signal);
  onProgress(FETCHED_PROGRESS);
  onCues();
  const passages = await runInTurns(passageSteps(cues, language), { signal });
  const texts = passages.flatMap((passage) => passage.windows.map((window) => window.text));
  const report = (share: number) => onProgress(FETCHED_PROGRESS + share * (1 - FETCHED_PROGRESS));
  const vectors = embedding && (await embedAll(embedding, texts, signal, report));
  const model = embedding && embedding.name;
  throwIfLost(await storePassages(database, leased, { passages, vectors, model, language }));
}

async function fetchCues(leased: LeasedTranscript, options: IngestDependencies, signal: AbortSignal) {
  const request = { youtubeId: leased.youtubeId!, language: leased.requestedLanguage || null };
  const fetched = storable(await options.fetchTranscript(request, signal));
  throwIfLost(await storeCues(options.database, leased, fetched));
  return fetched;
}

function storable(fetched: FetchedTranscript): FetchedTranscript {
  const cues = fetched.cues.map((cue) => ({ ...cue, text: storableText(cue.text) }));
  const title = fetched.title && storableText(fetched.title);
  const author = fetched.author && storableText(fetched.author);
  return { ...fetched, cues, title, author };
}

/** Replaces the vectors of a READY transcript by those of the model in use. */
async function embedAgain(
  leased: LeasedTranscript,
  database: Database,
  embedding: EmbeddingModel,
  signal: AbortSignal,
) {
  const windows = await readWindows(database, leased.id);
  const texts = windows.map((window) => window.text);
  const vectors = await embedAll(embedding, texts, signal, () => {});
  const windowIds = windows.map((window) => window.id);
  throwIfLost(await storeVectors(database, leased, { windowIds, vectors, model: embedding.name }));
}

/** Makes all calls at once: the embedding model decides how many texts share a request, and how many requests run. */
async function embedAll(
  embedding: EmbeddingModel,
  texts: string[],
  signal: AbortSignal,
  report: (share: number) => void,
): Promise<Float32Array[]> {
  const failed = new AbortController();
  const anySignal = AbortSignal.any([signal, failed.signal]);
  // Every call adds a listener.
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

/** Parts of `most` at most, of about equal size: a small remainder would be taken for a question, and go first. */
function equalParts<T>(list: T[], most: number): T[][] {
  const count = Math.ceil(list.length / most);
  const start = (part: number) => Math.round((part * list.length) / count);
  return Array.from({ length: count }, (_, part) => list.slice(start(part), start(part + 1)));
}

function throwIfLost(held: boolean) {
  if (!held) throw new LeaseLost();
}
