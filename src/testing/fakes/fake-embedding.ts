import type { EmbeddingModel } from "../../models/embeddings/embedding-model.ts";

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
  const { dimensions = 16 } = options;
  const calls: string[][] = [];
  return {
    name: options.name ?? `fake@${dimensions}`,
    calls,
    async embed(texts, signal) {
      calls.push(texts);
      await options.before?.(texts, signal);
      signal.throwIfAborted();
      return texts.map((text) => vectorOf(text, dimensions));
    },
    close: async () => {},
  };
}

function vectorOf(text: string, dimensions: number): number[] {
  const vector = Array.from<number>({ length: dimensions }).fill(0.01);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const place =
      [...word].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 997, 7) % dimensions;
    vector[place]! += 1;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
