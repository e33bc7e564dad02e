import { randomUUID } from "node:crypto";
import type { Cue } from "../../captions/cue.ts";
import type { Database } from "../../database/open.ts";
import type { EmbeddingModel } from "../../models/embeddings/embedding-model.ts";
import { cutTranscript } from "../../search/index/cut/cut-transcript.ts";
import { textsOf } from "../../search/index/cut/cut-texts.ts";
import type { SearchedTranscript } from "../../search/index/index-cache.ts";
import type { StoredOverview } from "../../transcripts/overview.ts";
import { runAtOnce } from "../../async/steps.ts";
import { encodeIndexSteps } from "../../search/index/encoded-index.ts";
import { embedCut } from "../../transcripts/embed-cut.ts";
import { storeIndex } from "../../transcripts/store-transcript.ts";

export const NO_OVERVIEW: StoredOverview = {
  chapters: { source: "DETECTED", chapters: [] },
  summary: { source: "TRANSCRIPT", points: [] },
  suggestedQuestions: [],
};

/** Cues of these lines, each of which is said for eight seconds. */
export const cuesOf = (lines: string[]): Cue[] =>
  lines.map((text, index) => ({ startMs: index * 8000, endMs: index * 8000 + 8000, text }));

/** Stores a transcript that is READY, as ingest does; without vectors where there is no embedding model. */
export async function storeTranscript(
  database: Database,
  { cues, language = "en", embedding }: { cues: Cue[]; language?: string; embedding: EmbeddingModel | null },
): Promise<SearchedTranscript> {
  const lease = { id: randomUUID(), leaseId: randomUUID() };
  const stored = JSON.stringify(cues.map(({ startMs, endMs, text }) => [startMs, endMs, text]));
  await database.fork().execute(
    `insert into transcripts (id, youtube_id, requested_language, status, lease_id, created_at, cues)
     values (?, ?, '', 'EMBEDDING', ?, now(), ?::jsonb)`,
    [lease.id, lease.id, lease.leaseId, stored],
  );
  const cut = cutTranscript(cues, language);
  const texts = textsOf(cut);
  const { signal } = new AbortController();
  const vectors = embedding && (await embedCut(embedding, texts, signal, () => {}));
  const index = runAtOnce(encodeIndexSteps(cut, vectors));
  await storeIndex(database, lease, { index, language, overview: NO_OVERVIEW });
  return { id: lease.id, indexVersion: 1 };
}
