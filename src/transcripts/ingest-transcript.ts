import { runInTurns } from "../async/steps.ts";
import type { Database } from "../database/open.ts";
import type { EmbeddingModel } from "../models/embeddings/embedding-model.ts";
import { cutSteps } from "../search/index/cut-transcript.ts";
import { readCut, textsOf } from "../search/index/cut-texts.ts";
import type { Suggester } from "../suggestions/suggest-questions.ts";
import { storableText } from "../text/storable-text.ts";
import type { FetchedTranscript, FetchTranscript } from "../youtube/fetch-transcript.ts";
import { creatorChapters, makeOverview } from "./overview.ts";
import { embedCut } from "./embed-cut.ts";
import type { LeasedTranscript } from "./queue.ts";
import { readCuesWithLanguage } from "./read-transcript.ts";
import { storeCues, storeIndex, storeVectors } from "./store-transcript.ts";

/** The progress of a transcript when it has been fetched. */
const FETCHED_PROGRESS = 0.1;

export type IngestDependencies = {
  database: Database;
  fetchTranscript: FetchTranscript;
  /** null: there is none, and transcripts are found by their words alone. */
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
 * Makes one transcript READY: fetches, cuts, embeds and stores it. One that is READY gets new vectors, or is cut again where
 * an earlier version cut it; until that is stored, all at once, search has what there was. Rejects with a `TranscriptError`, a `ModelError`,
 * `LeaseLost`, or the signal's reason.
 */
export async function ingestTranscript(
  leased: LeasedTranscript,
  options: IngestDependencies & { suggester: Suggester },
  { signal, onProgress, onCues }: IngestHooks,
) {
  const { database, embedding } = options;
  if (leased.kind === "ingest" && leased.attempts > options.maxAttempts)
    throw new Error("The processes that ingested this transcript were lost too often");
  const isCut = leased.kind === "index-again" && leased.hasOverview;
  const stored = isCut ? await readCut(database.fork(), leased.id) : undefined;
  if (stored && embedding) {
    onCues();
    const vectors = await embedCut(embedding, stored, signal, () => {});
    throwIfLost(await storeVectors(database, leased, vectors));
    return;
  }
  const { cues, language, durationMs, chapters } = leased.hasCues
    ? await readCuesWithLanguage(database, leased.id)
    : await fetchCues(leased, options, signal);
  onProgress(FETCHED_PROGRESS);
  onCues();
  const cut = await runInTurns(cutSteps(cues, language), { signal });
  const vectors =
    embedding &&
    (await embedCut(embedding, textsOf(cut), signal, (share) =>
      onProgress(FETCHED_PROGRESS + share * (1 - FETCHED_PROGRESS)),
    ));
  const transcript = { ...cut, language, durationMs };
  const { suggester } = options;
  const overview = await makeOverview(transcript, vectors, { known: chapters, suggester, signal });
  throwIfLost(await storeIndex(database, leased, { cut, vectors, language, overview }));
}

async function fetchCues(leased: LeasedTranscript, options: IngestDependencies, signal: AbortSignal) {
  const request = { youtubeId: leased.youtubeId!, language: leased.requestedLanguage || null };
  const fetched = storable(await options.fetchTranscript(request, signal));
  throwIfLost(await storeCues(options.database, leased, fetched));
  return { ...fetched, chapters: creatorChapters(fetched.chapters) };
}

function storable(fetched: FetchedTranscript): FetchedTranscript {
  const cues = fetched.cues.map((cue) => ({ ...cue, text: storableText(cue.text) }));
  const title = fetched.title && storableText(fetched.title);
  const author = fetched.author && storableText(fetched.author);
  const chapters =
    fetched.chapters?.map((chapter) => ({ ...chapter, title: storableText(chapter.title) })) ?? null;
  return { ...fetched, cues, title, author, chapters };
}

function throwIfLost(held: boolean) {
  if (!held) throw new LeaseLost();
}
