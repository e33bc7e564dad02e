import { MessageChannel, Worker, type MessagePort, type ResourceLimits } from "node:worker_threads";

export type ThreadOptions = {
  /** The name that the thread has in a debugger and in `ps`. */
  name: string;
  /** What its script gets by `threadData`. */
  data?: unknown;
  resourceLimits?: ResourceLimits;
};

export type Thread = {
  worker: Worker;
  /** Ends the thread, whatever it does. Resolves when it has ended. */
  end(): Promise<void>;
};

/** The `workerData` of threads that are started here. */
export type StartData = { data: unknown; loaded: MessagePort };

/**
 * Starts a thread, whose script calls `threadLoaded` when its modules are loaded. It is not ended before that: V8 ends the
 * whole process where a thread is terminated while its modules are evaluated ("Check failed: (location_) != nullptr",
 * https://github.com/nodejs/node/issues/42501).
 */
export function startThread(script: URL, { name, data, resourceLimits }: ThreadOptions): Thread {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(script, {
    name,
    // Without the process's flags: V8's make a worker fail.
    execArgv: [],
    workerData: { data, loaded: port2 } satisfies StartData,
    transferList: [port2],
    ...(resourceLimits && { resourceLimits }),
  });
  const loaded = new Promise<void>((resolve) => {
    port1.once("message", resolve);
    worker.once("exit", () => resolve());
  });
  void loaded.then(() => port1.close());
  port1.unref();
  return {
    worker,
    async end() {
      await loaded;
      await worker.terminate();
    },
  };
}
