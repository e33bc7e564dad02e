import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { MessageChannel, Worker } from "node:worker_threads";
import { createEmbeddedDatabase } from "./create-database.ts";
import type { FromWorker, ToWorker, WorkerSettings } from "./messages.ts";
import { PortStream } from "./port-stream.ts";
import { WASM_FLAGS } from "./wasm-flags.ts";

export type EmbeddedDatabase = {
  /** Options that connect a `pg` client to this database. All clients share the one session that PGlite has. */
  clientOptions: { stream: () => Duplex; user: string; database: string; ssl: false };
  /** Waits for the statement under way, writes and closes the database, cutting its connections. Rejects where that fails. */
  close(): Promise<void>;
  /** Lets the process end while the database is open, as it does when it is killed. */
  unref(): void;
};

for (const flag of WASM_FLAGS) setFlagsFromString(flag);

/**
 * Opens PGlite in `dataDir`, in a thread of its own, which keeps the process alive until it is closed. `onLost` is called
 * when the thread ends by itself: its connections are cut by then, and new ones are cut at once.
 */
export async function openEmbeddedDatabase(
  dataDir: string,
  onLost: (error: Error) => void,
): Promise<EmbeddedDatabase> {
  if (!existsSync(join(dataDir, "PG_VERSION"))) await createEmbeddedDatabase(dataDir);
  const worker = startWorker({ dataDir });
  let failure: Error | null = null;
  worker.on("error", (error) => (failure = error as Error));
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  await Promise.race([opened(worker), ended.then(() => Promise.reject(failure ?? endedSilently()))]);
  let isClosing = false;
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
    if (!isClosing) onLost(failure ?? endedSilently());
  });

  return {
    clientOptions: {
      stream() {
        const { port1, port2 } = new MessageChannel();
        // A port sent to a thread that has ended would never close.
        if (hasEnded) port2.close();
        else worker.postMessage({ connection: port2 } satisfies ToWorker, [port2]);
        return new PortStream(port1);
      },
      // Set explicitly, so that PGUSER, PGDATABASE and PGSSLMODE in the environment have no effect.
      user: "postgres",
      database: "postgres",
      ssl: false,
    },
    async close() {
      isClosing = true;
      worker.postMessage("close" satisfies ToWorker);
      await ended;
      if (failure) throw failure;
    },
    unref: () => worker.unref(),
  };
}

/** MikroORM's options for the `pg` driver on this database: one connection, as it has one session. */
export const embeddedOrmOptions = ({ clientOptions }: EmbeddedDatabase) => ({
  dbName: clientOptions.database,
  pool: { min: 0, max: 1, idleTimeoutMillis: 0 },
  driverOptions: clientOptions,
});

const endedSilently = () => new Error("The thread of the embedded database ended without an error");

function startWorker(settings: WorkerSettings): Worker {
  return new Worker(new URL("./embedded-database.worker.ts", import.meta.url), {
    name: "embedded-database",
    workerData: settings,
    // Without the process's flags: V8's, such as --max-old-space-size, make a worker fail.
    execArgv: [],
  });
}

async function opened(worker: Worker) {
  const [message] = (await once(worker, "message")) as [FromWorker];
  if (message !== "open")
    throw new Error(`The embedded database sent an unexpected message: ${String(message)}`);
}
