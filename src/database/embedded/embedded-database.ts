import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { MessageChannel } from "node:worker_threads";
import { createEmbeddedDatabase } from "./create/create-database.ts";
import { freeBytes, RESERVED_BYTES } from "./disk-space.ts";
import type { ToWorker } from "./messages.ts";
import { PortStream } from "./port-stream.ts";
import { startThread, type DatabaseThread } from "./thread.ts";
import { WASM_FLAGS } from "./wasm-flags.ts";

export type EmbeddedDatabase = {
  /** Options that connect a `pg` client to this database. All clients share the one session that PGlite has. */
  clientOptions: { stream: () => Duplex; user: string; database: string; ssl: false };
  /** Whether the database takes statements: it has not been lost, or has been started again. */
  isOpen(): boolean;
  /** The free space of its disk, in bytes. */
  freeBytes(): number;
  /** Waits for the statement under way, writes and closes the database, cutting its connections. Rejects where that fails. */
  close(): Promise<void>;
  /** Lets the process end while the database is open, as it does when it is killed. */
  unref(): void;
};

export type EmbeddedDatabaseEvents = {
  /** The thread ended by itself. Its connections are cut, and new ones too until it is started again, which is tried. */
  onLost(error: Error): void;
  /** It was started again, with all that was acknowledged. */
  onRecovered(): void;
  /** It could not be started again, though there is room on the disk. */
  onGivenUp(error: Error): void;
};

/** What tests and the server choose. */
export type EmbeddedDatabaseOptions = {
  /** What a new database is unpacked from; without one it is made, which takes seconds. */
  seed?: string | null;
  /** The seed was of no use, and the database is made without it. */
  onDamagedSeed?: (error: Error) => void;
  /** Between two attempts to start it again. */
  restartMs?: number;
};

/** Opens PGlite in `dataDir`. */
export type OpenEmbedded = (
  dataDir: string,
  events: EmbeddedDatabaseEvents,
  options?: EmbeddedDatabaseOptions,
) => Promise<EmbeddedDatabase>;

const RESTARTS = 3;
const RESTART_MS = 1000;

for (const flag of WASM_FLAGS) setFlagsFromString(flag);

/**
 * Opens PGlite in `dataDir`, in a thread of its own, which keeps the process alive until it is closed. Where the thread ends,
 * such as on a full disk, it is started again once there is room.
 */
export async function openEmbeddedDatabase(
  dataDir: string,
  events: EmbeddedDatabaseEvents,
  { seed = null, onDamagedSeed = () => {}, restartMs = RESTART_MS }: EmbeddedDatabaseOptions = {},
): Promise<EmbeddedDatabase> {
  if (!existsSync(join(dataDir, "PG_VERSION"))) await createEmbeddedDatabase(dataDir, seed, onDamagedSeed);
  let thread: DatabaseThread | null = watch(await startThread({ dataDir }));
  let restarting: Promise<void> | null = null;
  let isKept = true;
  const closing = new AbortController();

  function watch(started: DatabaseThread): DatabaseThread {
    void started.ended.then((error) => {
      if (closing.signal.aborted) return;
      thread = null;
      events.onLost(error ?? endedSilently());
      restarting = restart();
    });
    return started;
  }

  async function restart(): Promise<void> {
    for (let failures = 0; ;) {
      await sleep(restartMs, undefined, { signal: closing.signal, ref: isKept }).catch(() => {});
      if (closing.signal.aborted) return;
      const hasRoom = freeBytes(dataDir) >= RESERVED_BYTES;
      try {
        thread = watch(await startThread({ dataDir }));
        if (!isKept) thread.worker.unref();
        return events.onRecovered();
      } catch (error) {
        if (hasRoom && ++failures === RESTARTS) return events.onGivenUp(error as Error);
      }
    }
  }

  return {
    clientOptions: {
      stream() {
        const { port1, port2 } = new MessageChannel();
        // A port sent to a thread that has ended would never close.
        if (!thread) port2.close();
        else thread.worker.postMessage({ connection: port2 } satisfies ToWorker, [port2]);
        return new PortStream(port1);
      },
      // Set explicitly, so that PGUSER, PGDATABASE and PGSSLMODE in the environment have no effect.
      user: "postgres",
      database: "postgres",
      ssl: false,
    },
    isOpen: () => thread !== null,
    freeBytes: () => freeBytes(dataDir),
    async close() {
      closing.abort();
      await restarting;
      if (!thread) return;
      thread.worker.postMessage("close" satisfies ToWorker);
      const failure = await thread.ended;
      if (failure) throw failure;
    },
    unref() {
      isKept = false;
      thread?.worker.unref();
    },
  };
}

/** MikroORM's options for the `pg` driver on this database: one connection, as it has one session. */
export const embeddedOrmOptions = ({ clientOptions }: EmbeddedDatabase) => ({
  dbName: clientOptions.database,
  pool: { min: 0, max: 1, idleTimeoutMillis: 0 },
  driverOptions: clientOptions,
});

const endedSilently = () => new Error("The thread of the embedded database ended without an error");
