import { Worker } from "node:worker_threads";
import { ModelError } from "../model-error.ts";

export type EncoderRequest = { texts: string[] };
/** The vectors of all texts, concatenated, or the error. */
export type EncoderReply = { vectors: Float32Array<ArrayBuffer> } | { error: Error };

export type EncoderWorker = {
  /** Encodes one batch; the previous one must have settled. Rejects with a `ModelError`. */
  encode(texts: string[]): Promise<number[][]>;
  /** Whether it can encode no more, since it crashed, hung or was ended. */
  ended(): boolean;
  end(): Promise<void>;
};

type Waiting = { count: number; resolve(vectors: number[][]): void; reject(error: ModelError): void };

/** Starts a worker. It keeps the process alive while it encodes, and only then. */
export function startEncoderWorker(script: URL, timeoutMs: number): EncoderWorker {
  // Without the process's flags: V8's, such as --max-old-space-size, make a worker fail.
  const worker = new Worker(script, { name: "embedded-encoder", execArgv: [] });
  let waiting: Waiting | undefined;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;

  function settle(act: (waiting: Waiting) => void) {
    clearTimeout(timer);
    worker.unref();
    const settled = waiting;
    waiting = undefined;
    if (settled) act(settled);
  }

  function fail(error: ModelError) {
    ended = true;
    settle(({ reject }) => reject(error));
  }

  worker.unref();
  worker.on("message", (reply: EncoderReply) =>
    settle(({ count, resolve, reject }) => {
      if ("error" in reply) reject(failed(reply.error));
      else resolve(split(reply.vectors, count));
    }),
  );
  worker.on("messageerror", (error) => fail(failed(error)));
  worker.on("error", (error) => fail(failed(error)));
  worker.on("exit", (code) => fail(failed(new Error(`The worker ended with code ${code}`))));

  return {
    encode: (texts) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(failed(new Error("The worker has ended")));
        waiting = { count: texts.length, resolve, reject };
        worker.ref();
        worker.postMessage({ texts } satisfies EncoderRequest);
        timer = setTimeout(() => {
          fail(new ModelError("MODEL_TIMEOUT", "The embedded encoder took too long", { retryable: true }));
          void worker.terminate();
        }, timeoutMs);
      }),
    ended: () => ended,
    end: async () => {
      ended = true;
      await worker.terminate();
    },
  };
}

function split(vectors: Float32Array, count: number): number[][] {
  const dimensions = vectors.length / count;
  return Array.from({ length: count }, (_, i) =>
    Array.from(vectors.subarray(i * dimensions, (i + 1) * dimensions)),
  );
}

function failed(cause: unknown) {
  return new ModelError("MODEL_UNAVAILABLE", "The embedded encoder failed", { retryable: true, cause });
}
