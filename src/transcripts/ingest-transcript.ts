import { createFairLimit, type FairLimit } from "../async/concurrency/fair-limit.ts";
import { inSpan } from "../observability/spans.ts";
import { runInTurns } from "../async/steps.ts";
import type { StoredCue } from "../captions/cue.ts";
import { storedCuesSteps } from "../captions/stored-cues.ts";
import type { Database } from "../database/open.ts";
import type { EmbeddingModel } from "../models/embeddings/embedding-model.ts";
import { ModelError } from "../models/model-error.ts";
import { readCut } from "../search/index/cut/cut-texts.ts";
import { encodeVectorSteps } from "../search/index/encoded-index.ts";
import type { Suggester } from "../suggestions/suggest-questions.ts";
import { storableText } from "../text/storable-text.ts";
import type { FetchTranscript } from "../youtube/fetch-transcript.ts";
import { embedCut } from "./embed-cut.ts";
import type { LeasedTranscript } from "./lease-next.ts";
import { creatorChapters } from "./overview.ts";
import type { ApartTranscript } from "./prepare/messages.ts";
import type { ApartOptions } from "./prepare/prepare-apart.ts";
import { prepareTranscript, type PreparedTranscript } from "./prepare/prepare-transcript.ts";
import { readToPrepare } from "./read-transcript.ts";
import { storeCues, storeIndex, storeVectors } from "./store-transcript.ts";
import { LeaseLost } from "./wanted-watch.ts";

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

/** Parts of an ingest that all transcripts share. */
export type IngestParts = {
  suggester: Suggester;
  prepareApart: (transcript: ApartTranscript, options: ApartOptions) => Promise<PreparedTranscript>;
  /** For the transcripts that are prepared apart. */
  limitApart: FairLimit;
  /** Called where a transcript gets no suggested questions, since something failed. */
  onProblem: (error: unknown) => void;
};

/**
 * A process may be killed while it works on a transcript that is not to blame, so that a lost lease counts as no attempt.
 * After some in a row the transcript is prepared in a process of its own, whose crash proves it guilty and leaves the
 * others alone; and after many more it is given up, since it may be to blame elsewhere.
 */
const LOSSES_UNTIL_SUSPECT = 3;
const MOST_LOSSES = 50;

/** Longer cues than these, in characters of JSON, are prepared in a thread of their own: some two hours of speech. */
const LONG_CUES = 100_000;
/**
 * Transcripts prepared apart at once, each of which may take some hundred megabytes until it is embedded, and those of one
 * session.
 */
export const createApartLimit = (): FairLimit => createFairLimit({ most: 2, mostOfOwner: 1 });

type IngestHooks = {
  signal: AbortSignal;
  /** Called with the progress, 0 to 1. */
  onProgress: (progress: number) => void;
  /** Called when the transcript needs nothing from YouTube any more. */
  onCues: () => void;
  /** Called when it begins to wait for other transcripts of its length, and when it no longer does. */
  onWait: (isWaiting: boolean) => void;
};

/**
 * Makes one transcript READY: fetches, cuts, embeds and stores it. One that is READY gets new vectors, or is cut again where
 * an earlier version cut it; until that is stored, all at once, search has what there was. Rejects with a `TranscriptError`,
 * a `ModelError`, `LeaseLost`, or the signal's reason.
 */
export async function ingestTranscript(
  leased: LeasedTranscript,
  options: IngestDependencies & IngestParts,
  hooks: IngestHooks,
) {
  const { database, embedding } = options;
  const { signal, onProgress, onCues } = hooks;
  if (leased.losses > MOST_LOSSES)
    throw new Error("The processes that ingested this transcript were lost too often");
  const isCut = leased.kind === "index-again" && leased.hasOverview;
  const stored = isCut ? await readCut(database.fork(), leased.id) : undefined;
  if (stored && embedding) {
    onCues();
    const vectors = await embedCut(embedding, stored, signal, () => {}, leased.sessionId);
    const encoded = await runInTurns(encodeVectorSteps(vectors), { signal });
    throwIfLost(await storeVectors(database, leased, encoded, signal));
    return;
  }
  const transcript = leased.hasCues
    ? await readToPrepare(database, leased.id)
    : await inSpan("fetch", {}, () => fetchCues(leased, options, signal));
  onProgress(FETCHED_PROGRESS);
  onCues();
  const { prepared, indexAgainAt } = await inSpan("prepare", {}, () =>
    prepareInBudget(leased, transcript, options, hooks),
  );
  throwIfLost(
    await inSpan("store", {}, () => storeIndex(database, leased, prepared, { signal, indexAgainAt })),
  );
}

/**
 * Prepares a transcript, without vectors where the model may not be called any more today: it is found by its words at
 * once, and gets its vectors when there are tokens again.
 */
async function prepareInBudget(
  leased: LeasedTranscript,
  transcript: ApartTranscript,
  options: IngestDependencies & IngestParts,
  hooks: IngestHooks,
): Promise<{ prepared: PreparedTranscript; indexAgainAt: Date | null }> {
  try {
    return { prepared: await prepare(leased, transcript, options, hooks), indexAgainAt: null };
  } catch (error) {
    const isSpent = error instanceof ModelError && error.code === "MODEL_BUDGET_SPENT";
    // A READY transcript keeps the vectors that it has.
    if (!isSpent || leased.kind === "index-again") throw error;
    const prepared = await prepare(leased, transcript, { ...options, embedding: null }, hooks);
    return { prepared, indexAgainAt: new Date(Date.now() + (error.retryAfterMs ?? 0)) };
  }
}

async function prepare(
  leased: LeasedTranscript,
  transcript: ApartTranscript,
  options: IngestDependencies & IngestParts,
  { signal, onProgress, onWait }: IngestHooks,
): Promise<PreparedTranscript> {
  const { embedding, suggester, onProblem } = options;
  const isSuspect = leased.losses >= LOSSES_UNTIL_SUSPECT;
  const shared = {
    embedding,
    owner: leased.sessionId,
    signal,
    onProgress: (share: number) => onProgress(FETCHED_PROGRESS + share * (1 - FETCHED_PROGRESS)),
  };
  if (!isSuspect && transcript.cues.length <= LONG_CUES)
    return prepareTranscript({ ...transcript, cues: toCues(transcript.cues) }, { ...shared, suggester });
  const place = isSuspect ? "process" : "thread";
  onWait(true);
  return options
    .limitApart(
      leased.sessionId,
      () => {
        onWait(false);
        return options.prepareApart(transcript, { ...shared, place, onProblem });
      },
      signal,
    )
    .finally(() => onWait(false));
}

const toCues = (stored: string) =>
  (JSON.parse(stored) as StoredCue[]).map(([startMs, endMs, text]) => ({ startMs, endMs, text }));

async function fetchCues(
  leased: LeasedTranscript,
  options: IngestDependencies,
  signal: AbortSignal,
): Promise<ApartTranscript> {
  const request = { youtubeId: leased.youtubeId!, language: leased.requestedLanguage || null };
  const { cues, ...fetched } = await options.fetchTranscript(request, signal);
  const stored = await runInTurns(storedCuesSteps(cues, storableText), { signal });
  const chapters =
    fetched.chapters?.map((chapter) => ({ ...chapter, title: storableText(chapter.title) })) ?? null;
  const storable = {
    ...fetched,
    cues: stored,
    endMs: cues.at(-1)?.endMs ?? null,
    title: fetched.title && storableText(fetched.title),
    author: fetched.author && storableText(fetched.author),
    chapters,
  };
  throwIfLost(await storeCues(options.database, leased, storable));
  const { language, durationMs } = fetched;
  return { cues: stored, language, durationMs, chapters: creatorChapters(chapters) };
}

function throwIfLost(held: boolean) {
  if (!held) throw new LeaseLost();
}
