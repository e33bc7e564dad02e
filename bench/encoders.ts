import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { startEmbeddedEncoder } from "../src/models/embeddings/embedded-encoder.ts";
import type { EmbeddingModel } from "../src/models/embeddings/embedding-model.ts";
import { createOpenAIEmbeddings } from "../src/models/openai/openai-embeddings.ts";
import type { EmbeddingsRequest } from "../src/testing/openai/openai-embeddings-reply.ts";
import { cacheVectors, type Vectors } from "./vector-cache.ts";

export type Encoder = { vectors: Vectors; model: EmbeddingModel };

/**
 * The embedded encoder with its vectors cached in a folder. `asProvider`: behind a stand-in for OpenAI's API and under
 * another name, so that its vectors are weighed as those of any provider.
 */
export async function openEncoder(cache: string, asProvider: boolean): Promise<Encoder> {
  const embedded = cacheVectors(await startEmbeddedEncoder(), cache);
  if (!asProvider) return embedded;
  const standIn = await startProvider(embedded.vectors);
  const model = createOpenAIEmbeddings({
    apiKey: "stand-in",
    baseURL: standIn.url,
    model: "stand-in-encoder",
  });
  return {
    vectors: embedded.vectors,
    model: {
      ...model,
      async close() {
        await model.close();
        await standIn.close();
        await embedded.model.close();
      },
    },
  };
}

async function startProvider(vectors: Vectors) {
  const { signal } = new AbortController();
  const reply = async (body: string) => {
    const { input, model } = JSON.parse(body) as EmbeddingsRequest;
    const data = (await vectors([input].flat(), signal)).map((vector, index) => ({
      object: "embedding",
      index,
      embedding: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("base64"),
    }));
    return JSON.stringify({ object: "list", data, model, usage: { prompt_tokens: 0, total_tokens: 0 } });
  };
  const server = createServer((request, response) => {
    text(request)
      .then(reply)
      .then(
        (json) => response.setHeader("content-type", "application/json").end(json),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
