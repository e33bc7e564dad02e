import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { EmbeddingModel, TextVectors } from "../src/models/embeddings/embedding-model.ts";

/** The vectors of texts, in order. */
export type Vectors = EmbeddingModel["embed"];

export const DEFAULT_CACHE = join(tmpdir(), "video-rag-vectors");

/**
 * An embedding model whose vectors are kept in a folder by its name, so that a text is encoded once on a machine. Several
 * processes may share the folder. Delete it where a model changes under the same name.
 */
export function cacheVectors(model: EmbeddingModel, folder: string) {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, "vectors.sqlite"), { timeout: 60_000 });
  database.exec(
    `pragma journal_mode = wal; pragma synchronous = off;
     create table if not exists vectors (key blob primary key, vector blob not null) without rowid`,
  );
  const find = database.prepare(`select vector from vectors where key = ?`);
  const keep = database.prepare(`insert or ignore into vectors (key, vector) values (?, ?)`);
  const keyOf = (text: string) => createHash("sha1").update(`${model.name}\n${text}`).digest();

  const cached = (text: string): Float32Array | undefined => {
    const row = find.get(keyOf(text)) as { vector: Uint8Array } | undefined;
    return row && new Float32Array(Uint8Array.from(row.vector).buffer);
  };

  function store(texts: string[], made: Float32Array[]): void {
    database.exec("begin immediate");
    for (const [index, text] of texts.entries()) {
      const { buffer, byteOffset, byteLength } = made[index]!;
      keep.run(keyOf(text), new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength));
    }
    database.exec("commit");
  }

  async function vectors(texts: string[], signal: AbortSignal): Promise<Float32Array[]> {
    const found = new Map(texts.map((text) => [text, cached(text)]));
    const missing = [...found.keys()].filter((text) => found.get(text) === undefined);
    if (missing.length > 0) {
      const made = await model.embed(missing, signal);
      store(missing, made);
      for (const [index, text] of missing.entries()) found.set(text, made[index]);
    }
    return texts.map((text) => found.get(text)!);
  }

  /** Kept as one row of floats: the whole's, then each part's. */
  async function parts(texts: string[][], signal: AbortSignal): Promise<TextVectors[]> {
    const found = new Map(texts.map((text) => [nameOf(text), cached(nameOf(text))]));
    const missing = texts.filter((text) => found.get(nameOf(text)) === undefined);
    if (missing.length > 0) {
      const made = await model.embedParts!(missing, signal);
      const rows = made.map((one) =>
        Float32Array.from([one.whole, ...one.parts].flatMap((vector) => [...vector])),
      );
      store(missing.map(nameOf), rows);
      for (const [index, text] of missing.entries()) found.set(nameOf(text), rows[index]);
    }
    return texts.map((text) => {
      const row = found.get(nameOf(text))!;
      const size = row.length / (text.length + 1);
      const vectorOf = (at: number) => row.slice(at * size, (at + 1) * size);
      return { whole: vectorOf(0), parts: text.map((_, at) => vectorOf(at + 1)) };
    });
  }

  return {
    vectors,
    model: {
      name: model.name,
      embed: vectors,
      ...(model.embedParts && { embedParts: parts }),
      async close() {
        await model.close();
        database.close();
      },
    } satisfies EmbeddingModel,
  };
}

/** What a text in parts is called in the cache. */
const nameOf = (parts: string[]) => `parts\n${parts.join("\n")}`;
