import type { EmbeddingModel } from "../../src/models/embeddings/embedding-model.ts";

/** The model, asked for each text only once: every session has its own copy of the videos. */
export function remembered(model: EmbeddingModel): EmbeddingModel {
  const cache = new Map<string, Float32Array>();
  return {
    name: model.name,
    async embed(texts, signal) {
      const missing = [...new Set(texts.filter((text) => !cache.has(text)))];
      const vectors = missing.length > 0 ? await model.embed(missing, signal) : [];
      for (const [index, text] of missing.entries()) cache.set(text, vectors[index]!);
      return texts.map((text) => cache.get(text)!);
    },
    close: () => model.close(),
  };
}
