import type { EmbeddingModel } from "../../src/models/embeddings/embedding-model.ts";

/** The same model, which is asked for each text once: every session has its own copy of its videos. */
export function remembered(model: EmbeddingModel): EmbeddingModel {
  const known = new Map<string, Float32Array>();
  return {
    name: model.name,
    async embed(texts, signal) {
      const missing = [...new Set(texts.filter((text) => !known.has(text)))];
      const vectors = missing.length > 0 ? await model.embed(missing, signal) : [];
      for (const [index, text] of missing.entries()) known.set(text, Float32Array.from(vectors[index]!));
      return texts.map((text) => [...known.get(text)!]);
    },
    close: () => model.close(),
  };
}
