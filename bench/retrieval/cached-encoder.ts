import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import type { EmbeddingModel } from "../../src/models/embeddings/embedding-model.ts";

/**
 * An embedding model whose vectors are cached in a folder, since encoding all videos takes most of an hour. The vectors are
 * 32-bit floats, in the order of the lines in the file of keys.
 */
export function cacheEmbeddings(model: EmbeddingModel, folder: string) {
  mkdirSync(folder, { recursive: true });
  const base = `${folder}/${model.name.replace(/[^\w@.-]/gu, "_")}`;
  const lines = existsSync(`${base}.keys`) ? readFileSync(`${base}.keys`, "utf8").trim().split("\n") : [];
  const bytes = existsSync(`${base}.f32`) ? readFileSync(`${base}.f32`) : Buffer.alloc(0);
  const size = lines.length === 0 ? 0 : bytes.length / lines.length;
  if (!Number.isInteger(size)) throw new Error(`${base}.keys and .f32 do not fit together: delete both.`);
  const cache = new Map(
    lines.map((key, index) => [key, toFloats(bytes.subarray(index * size, (index + 1) * size))]),
  );

  async function vectors(texts: string[], signal: AbortSignal): Promise<Float32Array[]> {
    const missing = [...new Set(texts.filter((text) => !cache.has(keyOf(text))))];
    if (missing.length > 0) {
      const made = await model.embed(missing, signal);
      appendFileSync(
        `${base}.f32`,
        Buffer.concat(made.map((vector) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength))),
      );
      appendFileSync(`${base}.keys`, missing.map((text) => `${keyOf(text)}\n`).join(""));
      for (const [index, text] of missing.entries()) cache.set(keyOf(text), made[index]!);
    }
    return texts.map((text) => cache.get(keyOf(text))!);
  }

  return {
    vectors,
    model: {
      name: model.name,
      embed: vectors,
      close: () => model.close(),
    },
  };
}

export type CachedEncoder = ReturnType<typeof cacheEmbeddings>;

function keyOf(text: string): string {
  return createHash("sha1").update(text).digest("hex").slice(0, 20);
}

function toFloats(bytes: Buffer): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
