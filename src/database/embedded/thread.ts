import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { scriptBeside } from "../../async/threads/script-beside.ts";
import type { FromWorker, WorkerSettings } from "./messages.ts";

/** A thread in which the database is open. */
export type DatabaseThread = {
  worker: Worker;
  /** Resolves when it has ended, to the error that ended it; null for none. */
  ended: Promise<Error | null>;
};

/** Starts the thread, and resolves once the database is open. Rejects with the error where it ends before. */
export async function startThread(settings: WorkerSettings): Promise<DatabaseThread> {
  const worker = new Worker(scriptBeside(import.meta, "embedded-database.worker"), {
    name: "embedded-database",
    workerData: settings,
    // Without the process's flags: V8's, such as --max-old-space-size, make a worker fail.
    execArgv: [],
  });
  let failure: Error | null = null;
  worker.on("error", (error) => (failure = error as Error));
  const ended = new Promise<Error | null>((resolve) => worker.once("exit", () => resolve(failure)));
  await Promise.race([opened(worker), ended.then(notOpened)]);
  return { worker, ended };
}

function notOpened(failure: Error | null): never {
  throw failure ?? new Error("The thread of the embedded database ended before it was open");
}

async function opened(worker: Worker) {
  const [message] = (await once(worker, "message")) as [FromWorker];
  if (message !== "open")
    throw new Error(`The embedded database sent an unexpected message: ${String(message)}`);
}
