import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pino from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { lockDataDir } from "./data-dir-lock.ts";
import { startServerProcess } from "../testing/server/server-process.ts";

const logger = pino({ level: "silent" });

async function emptyDirectory() {
  const directory = await mkdtemp(join(tmpdir(), "video-rag-lock-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

describe("lockDataDir", () => {
  it("makes the directory where there is none", async () => {
    const directory = join(await emptyDirectory(), "new", "data");
    const release = await lockDataDir(directory, logger);
    expect(await readdir(directory)).toContain("lock");
    await release();
  });

  it("can be had again after it was released", async () => {
    const directory = await emptyDirectory();
    await (
      await lockDataDir(directory, logger)
    )();
    const release = await lockDataDir(directory, logger);
    await expect(lockDataDir(directory, logger)).rejects.toThrow("is in use by process");
    await release();
  });
});

describe("two processes on one DATA_DIR", () => {
  it("are prevented: the second exits naming the first, and takes over once that was killed", async () => {
    const directory = await emptyDirectory();
    const first = await holdInProcess(directory);

    const second = startServerProcess({ DATA_DIR: directory });
    expect((await second.ended).code).toBe(1);
    expect(second.output).toContain(`is in use by process ${first.pid} on `);
    expect(second.output).toContain(directory);

    first.kill("SIGKILL");
    await once(first, "exit");
    const release = await lockDataDir(directory, logger, STALE_MS);
    await release();
  }, 90_000);
});

/** The shortest that the library takes. */
const STALE_MS = 2000;

async function holdInProcess(directory: string) {
  const script = fileURLToPath(new URL("../testing/server/hold-data-dir.ts", import.meta.url));
  const child = spawn(process.execPath, [script, directory, String(STALE_MS)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child;
}
