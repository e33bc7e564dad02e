import type { EmbeddingModel } from "../../models/embeddings/embedding-model.ts";
import { hashedVector } from "./hashed-vector.ts";

export type FakeEmbedding = EmbeddingModel & {
  /** The texts of each call, in order. */
  calls: string[][];
};

/** An embedding model that costs nothing: texts that share words are near each other. `before` may delay or fail. */
export function createFakeEmbedding(
  options: {
    name?: string;
    dimensions?: number;
    before?: (texts: string[], signal: AbortSignal) => Promise<void> | void;
  } = {},
): FakeEmbedding {
  const { dimensions = 64 } = options;
  const calls: string[][] = [];
  return {
    name: options.name ?? `fake@${dimensions}`,
    calls,
    async embed(texts, signal) {
      calls.push(texts);
      await options.before?.(texts, signal);
      signal.throwIfAborted();
      return texts.map((text) => hashedVector(text, dimensions));
    },
    close: async () => {},
  };
}
