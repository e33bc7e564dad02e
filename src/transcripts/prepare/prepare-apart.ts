import { fork } from "node:child_process";
import { scriptBeside } from "../../async/threads/script-beside.ts";
import { startThread } from "../../async/threads/start-thread.ts";
import { EMBEDDED_MODEL, type EmbeddingModel } from "../../models/embeddings/embedding-model.ts";
import type { ApartTranscript, FromPreparer, Port, ToPreparer } from "./messages.ts";
import type { PreparedTranscript } from "./prepare-transcript.ts";

/** Where a preparer runs: a process of its own takes longer to start, and its crash does not end the server. */
export type Place = "thread" | "process";

export type ApartOptions = {
  place: Place;
  embedding: EmbeddingModel | null;
  owner: string;
  signal: AbortSignal;
  onProgress: (share: number) => void;
  /** Called where the transcript gets no suggested questions, since something failed. */
  onProblem: (error: Error) => void;
};

/** Room for what is made of the longest transcript, in megabytes, beside its vectors. */
const HEAP_MB = 256;

type Preparer = Port<ToPreparer, FromPreparer> & {
  /** Calls the listener where it ends by itself. */
  onEnd(listener: (error: Error) => void): void;
  end(): void;
};

/**
 * Prepares a transcript as `prepareTranscript` does, beside the event loop. When the signal is aborted, the thread or process
 * ends at once. Rejects as `prepareTranscript`, and where the preparer crashes.
 */
export async function prepareApart(
  transcript: ApartTranscript,
  { place, embedding, owner, signal, onProgress, onProblem }: ApartOptions,
): Promise<PreparedTranscript> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<PreparedTranscript>();
  const ended = new AbortController();
  const calls = AbortSignal.any([signal, ended.signal]);
  const failures = new Map<number, unknown>();
  const preparer = start[place]();

  async function answer(call: number, work: Promise<Extract<ToPreparer, { answers: number }>["vectors"]>) {
    try {
      const vectors = await work;
      if (!calls.aborted) preparer.post({ answers: call, vectors });
    } catch (error) {
      failures.set(call, error);
      if (!calls.aborted) preparer.post({ fails: call });
    }
  }

  preparer.onEnd(reject);
  preparer.listen((message) => {
    if (calls.aborted) return;
    if ("progress" in message) onProgress(message.progress);
    else if ("problem" in message) onProblem(message.problem);
    else if ("prepared" in message) resolve(message.prepared);
    else if ("failed" in message)
      reject(message.because === null ? message.failed : failures.get(message.because));
    else if ("texts" in message) void answer(message.asks, embedding!.embed(message.texts, calls, owner));
    else void answer(message.asks, embedding!.embedParts!(message.parts, calls, owner));
  });
  const leave = () => reject(signal.reason);
  signal.addEventListener("abort", leave, { once: true });
  preparer.post({
    start: transcript,
    model: embedding && {
      name: embedding.name,
      embedsParts: embedding.embedParts !== undefined,
      // What crashes a process may be the encoder.
      isOwn: place === "process" && embedding.name === EMBEDDED_MODEL,
    },
  });
  try {
    return await promise;
  } finally {
    signal.removeEventListener("abort", leave);
    preparer.end();
    ended.abort();
  }
}

const start: Record<Place, () => Preparer> = {
  thread() {
    const { worker, end } = startThread(scriptBeside(import.meta, "preparer.worker"), {
      name: "preparer",
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    return {
      post: (message) => worker.postMessage(message),
      listen: (listener) => worker.on("message", listener),
      onEnd(listener) {
        worker.once("error", listener);
        worker.once("messageerror", listener);
        worker.once("exit", (code) => listener(new Error(`The preparing thread ended with code ${code}`)));
      },
      end: () => void end(),
    };
  },

  process() {
    const child = fork(scriptBeside(import.meta, "preparer.process"), {
      serialization: "advanced",
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    return {
      // A child that has ended is told by its end.
      post: (message) => void child.send(message, () => {}),
      listen: (listener) => child.on("message", listener as (message: unknown) => void),
      onEnd(listener) {
        child.once("error", listener);
        child.once("exit", (code, signal) =>
          listener(new Error(`The preparing process ended with ${signal ?? `code ${code}`}`)),
        );
      },
      end: () => void child.kill("SIGKILL"),
    };
  },
};
