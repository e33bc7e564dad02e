import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { scriptBeside } from "../../../async/threads/script-beside.ts";
import { WASM_FLAGS } from "../wasm-flags.ts";
import { DamagedSeedError, unpackSeed } from "./seed.ts";

/**
 * Creates a database in a directory of its own and renames that to `dataDir` when it is complete: a kill leaves no half of
 * one. It is unpacked from `seed`, or made anew where there is none, or a damaged one, which is reported. That takes 500 MB
 * that a thread would not give back, so a process of its own does it, which ends with this one.
 */
export async function createEmbeddedDatabase(
  dataDir: string,
  seed: string | null,
  onDamagedSeed: (error: DamagedSeedError) => void,
): Promise<void> {
  const parent = dirname(dataDir);
  const prefix = `${basename(dataDir)}.unfinished`;
  const unfinished = await mkdtemp(join(parent, `${prefix}-`));
  for (const name of await readdir(parent)) {
    // Of a process that was killed.
    if (name.startsWith(prefix) && name !== basename(unfinished)) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
  try {
    const isUnpacked = seed !== null && (await tryUnpacking(seed));
    if (!isUnpacked) await runCreation(unfinished);
    await rename(unfinished, dataDir);
  } catch (error) {
    // It may be what fills the disk.
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }

  async function tryUnpacking(from: string): Promise<boolean> {
    try {
      await unpackSeed(from, unfinished);
      return true;
    } catch (error) {
      if (!(error instanceof DamagedSeedError)) throw error;
      onDamagedSeed(error);
      await rm(unfinished, { recursive: true, force: true });
      await mkdir(unfinished);
      return false;
    }
  }
}

async function runCreation(dataDir: string): Promise<void> {
  const child = fork(scriptBeside(import.meta, "create-database.process"), [dataDir], {
    execArgv: WASM_FLAGS,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const [errors, [code, signal]] = await Promise.all([
    text(child.stderr!),
    once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  if (code !== 0)
    throw new Error(
      `The embedded database could not be made (${signal ?? `code ${code}`}): ${errors.trim()}`,
    );
}
