import { runInTurns } from "../../async/steps.ts";
import type { Cue } from "../../captions/cue.ts";
import { detectLanguage } from "../../captions/detect-language.ts";
import type { EmbeddingModel } from "../../models/embeddings/embedding-model.ts";
import { cutSteps } from "../../search/index/cut/cut-transcript.ts";
import { textsOf } from "../../search/index/cut/cut-texts.ts";
import { encodeIndexSteps, type EncodedIndex } from "../../search/index/encoded-index.ts";
import type { Suggester } from "../../suggestions/suggest-questions.ts";
import { embedCut } from "../embed-cut.ts";
import { makeOverview, type StoredChapters, type StoredOverview } from "../overview.ts";

/** A transcript with all that ingest makes of it. */
export type TranscriptToPrepare = {
  cues: Cue[];
  /** BCP 47 tag; null: it is detected from the words. */
  language: string | null;
  durationMs: number | null;
  /** null where the creator gave none. */
  chapters: StoredChapters | null;
};

/** What is made of a transcript for search and for readers. */
export type PreparedTranscript = {
  index: EncodedIndex;
  /** BCP 47 tag. */
  language: string;
  overview: StoredOverview;
};

export type PrepareOptions = {
  /** null: there is none, and transcripts are found by their words alone. */
  embedding: EmbeddingModel | null;
  suggester: Suggester;
  /** Whose turn it takes at the models: a session. */
  owner: string;
  signal: AbortSignal;
  /** Called with the share that is embedded, 0 to 1. */
  onProgress: (share: number) => void;
};

/** Cuts and embeds a transcript and makes its overview, in turns. Rejects with a `ModelError`, or the signal's reason. */
export async function prepareTranscript(
  { cues, durationMs, chapters, ...given }: TranscriptToPrepare,
  { embedding, suggester, owner, signal, onProgress }: PrepareOptions,
): Promise<PreparedTranscript> {
  const language = given.language ?? detectLanguage(cues);
  const cut = await runInTurns(cutSteps(cues, language), { signal });
  const vectors = embedding && (await embedCut(embedding, textsOf(cut), signal, onProgress, owner));
  const overview = await makeOverview({ ...cut, language, durationMs }, vectors, {
    known: chapters,
    suggester,
    owner,
    signal,
  });
  const index = await runInTurns(encodeIndexSteps(cut, vectors), { signal });
  return { index, language, overview };
}
