import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import lockfile from "proper-lockfile";
import type { Logger } from "pino";

/** The age from which an unrenewed lock is taken for that of a dead process; proper-lockfile takes 2 seconds or more. */
const STALE_MS = 5000;
const RETRY_MS = 500;

/** Another process has the embedded database open, which takes one at a time. */
export class DataDirInUseError extends Error {
  override name = "DataDirInUseError";
}

type Holder = { pid: number; host: string; since: string };

/**
 * Locks `dataDir` for this process: two processes on one PGlite directory lose rows silently. Resolves to a function that
 * releases the lock. Rejects, naming the holder, where a living process has it.
 */
export async function lockDataDir(
  dataDir: string,
  logger: Logger,
  staleMs = STALE_MS,
): Promise<() => Promise<void>> {
  await makeDirectory(dataDir);
  const holderPath = join(dataDir, "holder.json");
  const holder = await readHolder(holderPath);
  if (holder && !isAlive(holder))
    logger.info({ holder }, "Waiting for the lock of a process that ended without releasing it");
  const release = await lockfile
    .lock(dataDir, {
      ...lockOptions(dataDir, staleMs),
      // Tried until the lock is stale. Breaking it at once would race with another process that starts at the same time.
      retries:
        holder && !isAlive(holder)
          ? { retries: Math.ceil(staleMs / RETRY_MS) + 2, minTimeout: RETRY_MS, maxTimeout: RETRY_MS }
          : 0,
      onCompromised: (error) => {
        logger.fatal(
          { error: error.message },
          "Another process took the data directory: ending before rows are lost",
        );
        process.kill(process.pid, "SIGKILL");
      },
    })
    .catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== "ELOCKED") throw error;
      const owner = await readHolder(holderPath);
      const name = owner ? `process ${owner.pid} on ${owner.host}, since ${owner.since}` : "another process";
      throw new DataDirInUseError(`DATA_DIR ${dataDir} is in use by ${name}`, { cause: error });
    });
  const self: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  await writeFile(holderPath, JSON.stringify(self));
  return async () => {
    await rm(holderPath, { force: true });
    await release();
  };
}

/**
 * Makes a directory, and those above it that are missing. Node's own `recursive` never ends in a file system that answers
 * with ENOENT, such as /proc.
 */
async function makeDirectory(path: string): Promise<void> {
  if (existsSync(path)) return;
  if (dirname(path) !== path) await makeDirectory(dirname(path));
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    // Another process has made it meanwhile; a link that leads nowhere is none.
    if (error.code !== "EEXIST" || !existsSync(path)) throw error;
  });
}

const lockOptions = (dataDir: string, staleMs: number) => ({
  lockfilePath: join(dataDir, "lock"),
  stale: staleMs,
  update: Math.max(1000, staleMs / 5),
});

async function readHolder(path: string): Promise<Holder | null> {
  return readFile(path, "utf8").then(
    (text) => JSON.parse(text) as Holder,
    () => null,
  );
}

/**
 * Whether the holder is certainly alive. false for a holder on another host, of which nothing can be known. A holder with
 * this process's id is this process, or one that had the id before the container restarted.
 */
function isAlive({ pid, host, since }: Holder): boolean {
  if (host !== hostname()) return false;
  if (pid === process.pid) return Date.parse(since) >= Date.now() - process.uptime() * 1000;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
