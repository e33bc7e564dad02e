import { createFairLimit } from "../../async/concurrency/fair-limit.ts";
import { scriptBeside } from "../../async/threads/script-beside.ts";
import { startThread, type Thread } from "../../async/threads/start-thread.ts";
import type { EnglishQuestions } from "./english-questions.ts";

/** The sentences of a transcript, and the titles of its chapters. */
export type EnglishRequest = { sentences: string[]; titles: string[] };

export type EnglishReaderOptions = {
  /** How long a thread that nobody needs is kept, in milliseconds. */
  idleMs?: number;
  /** The longest wait for the questions of one transcript, in milliseconds. */
  timeoutMs?: number;
};

/** Room for the tagger and the sentences of ten hours. Without a limit, V8 lets garbage grow to several times that. */
const HEAP = { maxOldGenerationSizeMb: 40, maxYoungGenerationSizeMb: 2 };

/**
 * Makes the questions of English transcripts, one after another, in a thread that is started for them: the tagger of parts
 * of speech takes some 300 ms to load, half a second for an hour of speech, and 40 MB while it is loaded.
 */
export function createEnglishReader({ idleMs = 20_000, timeoutMs = 30_000 }: EnglishReaderOptions = {}) {
  let thread: Thread | undefined;
  let idle: NodeJS.Timeout | undefined;
  const inTurn = createFairLimit({ most: 1, mostOfOwner: 1 });

  function start(): Thread {
    const script = scriptBeside(import.meta, "english-questions.worker");
    const started = startThread(script, { name: "questions", resourceLimits: HEAP });
    // A failure that nobody waits for is met by the next reading.
    started.worker.on("error", () => {});
    started.worker.on("exit", () => {
      if (thread === started) thread = undefined;
    });
    return started;
  }

  function end(): Promise<unknown> {
    clearTimeout(idle);
    const ended = thread?.end();
    thread = undefined;
    return ended ?? Promise.resolve();
  }

  function read(request: EnglishRequest): Promise<EnglishQuestions> {
    clearTimeout(idle);
    const reading = (thread ??= start()).worker;
    const { promise, resolve, reject } = Promise.withResolvers<EnglishQuestions>();
    const onExit = (code: number) =>
      reject(new Error(`The worker that makes questions ended with code ${code}`));
    const timer = setTimeout(() => reject(new Error(`Questions took more than ${timeoutMs} ms`)), timeoutMs);
    reading.once("message", resolve);
    reading.once("error", reject);
    reading.once("exit", onExit);
    reading.ref();
    reading.postMessage(request);
    return promise
      .catch(async (error: unknown) => {
        await end();
        throw error;
      })
      .finally(() => {
        clearTimeout(timer);
        reading.off("message", resolve);
        reading.off("error", reject);
        reading.off("exit", onExit);
        reading.unref();
        idle = setTimeout(() => void end(), idleMs).unref();
      });
  }

  return {
    /** Rejects where the thread fails or takes too long, and with the signal's reason. Owners take turns. */
    read: (
      request: EnglishRequest,
      { owner, signal }: { owner: string; signal: AbortSignal },
    ): Promise<EnglishQuestions> =>
      leaving(
        signal,
        inTurn(owner, () => read(request), signal),
      ),

    async close(): Promise<void> {
      await end();
    },
  };
}

/** Rejects as soon as the signal is aborted. A reading under way goes on: a new thread would take longer to start. */
async function leaving<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const left = Promise.withResolvers<never>();
  const leave = () => left.reject(signal.reason as Error);
  signal.addEventListener("abort", leave, { once: true });
  try {
    return await Promise.race([work, left.promise]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

export type EnglishReader = ReturnType<typeof createEnglishReader>;
