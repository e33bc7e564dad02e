import { LRUCache } from "lru-cache";
import { sql } from "kysely";
import { runInTurns } from "../../async/steps.ts";
import { run } from "../../database/sql.ts";
import type { EntityManager } from "../../database/open.ts";
import { tokenizerOf } from "../../text/terms.ts";
import { readTranscript } from "./read-transcript.ts";
import { indexSteps, type TranscriptIndex } from "./transcript-index.ts";

/** A transcript to search, and which version of its index there was when the session's videos were read. */
export type SearchedTranscript = { id: string; indexVersion: number };

export type IndexCacheOptions = {
  /** Most bytes of memory that indexes may keep, roughly; 0: none is kept. */
  maxBytes: number;
  /** The embedding model whose vectors are read; null: there is none. */
  model: string | null;
  /** Called for each index that a search needs, with whether it was in memory. */
  onRead?: (found: boolean) => void;
};

/**
 * The indexes of transcripts, least recently used out first, shared by all sessions. One that does not fit is read for the
 * search that needs it, and not kept: so there is one way to rank.
 */
export function createIndexCache({ maxBytes, model, onRead }: IndexCacheOptions) {
  const kept =
    maxBytes > 0
      ? new LRUCache<string, TranscriptIndex>({ maxSize: maxBytes, sizeCalculation: ({ bytes }) => bytes })
      : undefined;
  /** What is being read now, by transcript and version, for all who need it meanwhile. */
  const reading = new Map<string, Promise<TranscriptIndex | undefined>>();

  async function read(em: EntityManager, id: string): Promise<TranscriptIndex | undefined> {
    const transcript = await readTranscript(em, id, model);
    if (!transcript) {
      kept?.delete(id);
      return undefined;
    }
    const index = await runInTurns(indexSteps(transcript, tokenizerOf(transcript.language).terms));
    kept?.set(id, index);
    return index;
  }

  async function load(em: EntityManager, { id, indexVersion }: SearchedTranscript) {
    const found = kept?.get(id);
    const isCurrent = found !== undefined && found.version >= indexVersion;
    onRead?.(isCurrent);
    if (isCurrent) return found;
    const key = `${id} ${indexVersion}`;
    const other = reading.get(key);
    if (other) return other;
    const own = read(em, id).finally(() => reading.delete(key));
    reading.set(key, own);
    return own;
  }

  return {
    /** The indexes of these transcripts, in their order; those that were deleted meanwhile are left out. */
    async loadIndexes(
      em: EntityManager,
      transcripts: SearchedTranscript[],
      signal?: AbortSignal,
    ): Promise<TranscriptIndex[]> {
      const indexes: TranscriptIndex[] = [];
      for (const transcript of transcripts) {
        const index = await load(em, transcript);
        signal?.throwIfAborted();
        if (index) indexes.push(index);
      }
      return indexes;
    },

    /** Lets go of transcripts that are no longer in the database. */
    async forgetDeleted(em: EntityManager): Promise<void> {
      const ids = [...(kept?.keys() ?? [])];
      if (ids.length === 0) return;
      const rows = await run(
        em,
        sql<{ id: string }>`select id from transcripts where id = any (${ids}::uuid[])`,
      );
      const present = new Set(rows.map(({ id }) => id));
      for (const id of ids) if (!present.has(id)) kept?.delete(id);
    },

    /** About how many bytes the kept indexes take. */
    bytes: (): number => kept?.calculatedSize ?? 0,
  };
}

export type IndexCache = ReturnType<typeof createIndexCache>;
