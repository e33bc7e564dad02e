import { setMaxListeners } from "node:events";
import { runInTurns } from "../async/steps.ts";
import type { Database } from "../database/open.ts";
import type { EmbeddingModel } from "../models/embeddings/embedding-model.ts";
import { passageSteps } from "../search/index/passages.ts";
import { storableText } from "../text/storable-text.ts";
import type { FetchedTranscript, FetchTranscript } from "../youtube/fetch-transcript.ts";
import type { LeasedTranscript } from "./queue.ts";
import { readCues, readWindows } from "./read-transcript.ts";
import { storeCues, storePassages, storeVectors } from "./store-transcript.ts";

/** Windows given to the embedding model at a time, at most: what progress counts in. */
const WINDOWS_PER_CALL = 32;
/** The progress of a transcript that is fetched, and begins to be embedded. */
const FETCHED_PROGRESS = 0.1;

export type IngestDependencies = {
  database: Database;
  fetchTranscript: FetchTranscript;
  embedding: EmbeddingModel;
  /** How often a transcript is tried before it is FAILED. */
  maxAttempts: number;
};

/** The lease went to another process, or its transcript was deleted: there is nothing left to do for it. */
export class LeaseLost extends Error {}

type Course = {
  signal: AbortSignal;
  /** Says how far the work is, 0 to 1. */
  report: (progress: number) => void;
  /** Says that the transcript needs nothing from YouTube any more. */
  hasCues: () => void;
};

/**
 * Makes one transcript READY: fetch, cut, embed, store. Rejects as YouTube and the model do, with `LeaseLost` where another
 * process has it, and with the reason of the signal.
 */
export async function ingestTranscript(
  leased: LeasedTranscript,
  options: IngestDependencies,
  course: Course,
) {
  const { database, embedding } = options;
  if (leased.kind === "embed-again") {
    course.hasCues();
    return embedAgain(leased, options, course.signal);
  }
  if (leased.attempts > options.maxAttempts) throw new Error("Its ingest ended without a word too often");
  const { cues, language } = leased.hasCues
    ? await readCues(database, leased.id)
    : await fetchCues(leased, options, course.signal);
  course.report(FETCHED_PROGRESS);
  course.hasCues();
  const passages = await runInTurns(passageSteps(cues, language), { signal: course.signal });
  const texts = passages.flatMap((passage) => passage.windows.map((window) => window.text));
  const vectors = await embedAll(embedding, texts, course.signal, (share) =>
    course.report(FETCHED_PROGRESS + share * (1 - FETCHED_PROGRESS)),
  );
  orLost(await storePassages(database, leased, { passages, vectors, model: embedding.name, language }));
}

async function fetchCues(leased: LeasedTranscript, options: IngestDependencies, signal: AbortSignal) {
  const request = { youtubeId: leased.youtubeId!, language: leased.requestedLanguage || null };
  const fetched = storable(await options.fetchTranscript(request, signal));
  orLost(await storeCues(options.database, leased, fetched));
  return fetched;
}

function storable(fetched: FetchedTranscript): FetchedTranscript {
  const cues = fetched.cues.map((cue) => ({ ...cue, text: storableText(cue.text) }));
  const title = fetched.title && storableText(fetched.title);
  const author = fetched.author && storableText(fetched.author);
  return { ...fetched, cues, title, author };
}

/** The vectors of a READY transcript, made anew by the model that is in use now. */
async function embedAgain(
  leased: LeasedTranscript,
  { database, embedding }: IngestDependencies,
  signal: AbortSignal,
) {
  const windows = await readWindows(database, leased.id);
  const texts = windows.map((window) => window.text);
  const vectors = await embedAll(embedding, texts, signal, () => {});
  const windowIds = windows.map((window) => window.id);
  orLost(await storeVectors(database, leased, { windowIds, vectors, model: embedding.name }));
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
  if (!held) throw new LeaseLost();
}
