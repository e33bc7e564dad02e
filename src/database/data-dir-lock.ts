import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import lockfile from "proper-lockfile";
import type { Logger } from "pino";

/** A lock untouched for so long is of a process that died. */
const STALE_MS = 5000;

type Holder = { pid: number; host: string; since: string };

/**
 * Takes `dataDir` for this process alone: two processes on one PGlite directory lose rows silently. Resolves to what
 * releases it. Rejects, naming the holder, where a living process has it.
 */
export async function lockDataDir(dataDir: string, logger: Logger): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const holderPath = join(dataDir, "holder.json");
  const holder = await readHolder(holderPath);
  if (holder && !isAlive(holder))
    logger.info({ holder }, "Waiting for the lock of a process that ended without a word");
  const release = await lockfile
    .lock(dataDir, {
      ...lockOptions(dataDir),
      // Until its lock is stale. Breaking it at once would race with another process that starts at the same time.
      retries: holder && !isAlive(holder) ? { retries: 12, minTimeout: 500, maxTimeout: 500 } : 0,
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
      const first = await readHolder(holderPath);
      const name = first ? `process ${first.pid} on ${first.host}, since ${first.since}` : "another process";
      throw new Error(`DATA_DIR ${dataDir} is in use by ${name}. Stop it, or set another DATA_DIR.`, {
        cause: error,
      });
    });
  const self: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  await writeFile(holderPath, JSON.stringify(self));
  return async () => {
    await rm(holderPath, { force: true });
    await release();
  };
}

const lockOptions = (dataDir: string) => ({
  lockfilePath: join(dataDir, "lock"),
  stale: STALE_MS,
  update: STALE_MS / 5,
});

async function readHolder(path: string): Promise<Holder | null> {
  return readFile(path, "utf8").then(
    (text) => JSON.parse(text) as Holder,
    () => null,
  );
}

/** Surely alive. On another host nobody can tell; in a restarted container our own id is that of the one before. */
function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname() || holder.pid === process.pid) return false;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
