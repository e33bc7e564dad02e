import { Worker } from "node:worker_threads";
import { ModelError } from "../model-error.ts";
import type { TextVectors } from "./embedding-model.ts";

/** The parts of a text. */
export type EncoderRequest = { parts: string[] };
/** `ready` comes once, when the model is loaded; then one reply to each request. */
export type EncoderReply = "ready" | { vectors: TextVectors } | { error: Error };

export type EncoderWorker = {
  /** Resolves when the model is loaded; rejects where it cannot be. */
  ready: Promise<void>;
  /** Encodes one text, given as its parts; the previous one must have settled. Rejects with a `ModelError`. */
  encode(parts: string[]): Promise<TextVectors>;
  /** Whether it can encode no more, since it crashed, hung or was ended. */
  ended(): boolean;
  end(): Promise<void>;
};

type Waiting = { resolve(vectors: TextVectors): void; reject(error: ModelError): void };

/** Starts a worker. It keeps the process alive while it loads or encodes, and only then. */
export function startEncoderWorker(script: URL, timeoutMs: number): EncoderWorker {
  // Without the process's flags: V8's, such as --max-old-space-size, make a worker fail.
  const worker = new Worker(script, { name: "embedded-encoder", execArgv: [] });
  const loaded = Promise.withResolvers<void>();
  // Whoever does not wait for it hears of the failure by `encode`.
  loaded.promise.catch(() => {});
  let waiting: Waiting | undefined;
  let ended = false;
  let timer = startTimer();

  function startTimer() {
    return setTimeout(() => {
      fail(new ModelError("MODEL_TIMEOUT", "The embedded encoder took too long", { retryable: true }));
      void worker.terminate();
    }, timeoutMs);
  }

  function settle(act: (waiting: Waiting) => void) {
    clearTimeout(timer);
    worker.unref();
    const settled = waiting;
    waiting = undefined;
    if (settled) act(settled);
  }

  function fail(error: ModelError) {
    ended = true;
    loaded.reject(error.cause ?? error);
    settle(({ reject }) => reject(error));
  }

  worker.on("message", (reply: EncoderReply) => {
    if (reply === "ready") {
      loaded.resolve();
      // A text may be waiting already.
      if (!waiting) settle(() => {});
      return;
    }
    settle(({ resolve, reject }) => {
      if ("error" in reply) reject(failed(reply.error));
      else resolve(reply.vectors);
    });
  });
  worker.on("messageerror", (error) => fail(failed(error)));
  worker.on("error", (error) => fail(failed(error)));
  worker.on("exit", (code) => fail(failed(new Error(`The worker ended with code ${code}`))));

  return {
    ready: loaded.promise,
    encode: (parts) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(failed(new Error("The worker has ended")));
        waiting = { resolve, reject };
        worker.ref();
        worker.postMessage({ parts } satisfies EncoderRequest);
        clearTimeout(timer);
        timer = startTimer();
      }),
    ended: () => ended,
    end: async () => {
      ended = true;
      // Terminated while the model is loaded, its runtime ends the whole process.
      await loaded.promise.catch(() => {});
      await worker.terminate();
    },
  };
}

function failed(cause: unknown) {
  return new ModelError("MODEL_UNAVAILABLE", "The embedded encoder failed", { retryable: true, cause });
}
