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

  async function read(
    em: EntityManager,
    id: string,
    vectorsOf: string | null,
  ): Promise<TranscriptIndex | undefined> {
    const transcript = await readTranscript(em, id, vectorsOf);
    if (!transcript) {
      kept?.delete(id);
      return undefined;
    }
    const index = await runInTurns(indexSteps(transcript, tokenizerOf(transcript.language).terms));
    if (vectorsOf === model) kept?.set(id, index);
    return index;
  }

  async function load(
    em: EntityManager,
    { id, indexVersion }: SearchedTranscript,
    vectorsOf: string | null = model,
  ) {
    const found = kept?.get(id);
    const isCurrent = found !== undefined && found.version >= indexVersion;
    onRead?.(isCurrent);
    if (isCurrent) return found;
    const key = `${id} ${indexVersion} ${vectorsOf}`;
    const other = reading.get(key);
    if (other) return other;
    const own = read(em, id, vectorsOf).finally(() => reading.delete(key));
    reading.set(key, own);
    return own;
  }

  return {
    /** The indexes of these transcripts, in their order; those that were deleted meanwhile are left out. */
    async loadIndexes(
      em: EntityManager,
      transcripts: SearchedTranscript[],
      signal?: AbortSignal,
      { withVectors = true } = {},
    ): Promise<TranscriptIndex[]> {
      const indexes: TranscriptIndex[] = [];
      for (const transcript of transcripts) {
        const index = await load(em, transcript, withVectors ? model : null);
        signal?.throwIfAborted();
        if (index) indexes.push(withVectors ? index : { ...index, vectors: null, following: null });
      }
      return indexes;
    },

    /**
     * The bytes of the transcripts that are not in memory, with the vectors of their sentences; and the bytes of all
     * vectors, whether or not they are in memory.
     */
    async measure(
      em: EntityManager,
      transcripts: SearchedTranscript[],
    ): Promise<{ missing: number; vectors: number }> {
      const absent: string[] = [];
      let held = 0;
      for (const { id, indexVersion } of transcripts) {
        const found = kept?.peek(id);
        if (found === undefined || found.version < indexVersion) absent.push(id);
        else held += found.vectors?.values.length ?? 0;
      }
      if (absent.length === 0) return { missing: 0, vectors: held };
      const [row] = await run(
        em,
        sql<{ text: number; vectors: number }>`
          select coalesce(sum(octet_length(text)), 0)::float8 as text,
            coalesce(sum(octet_length(vectors)) filter (where model = ${model}), 0)::float8 as vectors
          from transcript_sentences where transcript_id = any (${absent}::uuid[])`,
      );
      return { missing: row!.text + row!.vectors, vectors: held + row!.vectors };
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
