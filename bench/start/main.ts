import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findSeed } from "../../src/database/embedded/create/seed.ts";
import { ormOptions } from "../../src/orm/options.ts";
import packageJson from "../../package.json" with { type: "json" };
import { markdownTable, median } from "../table.ts";

/*
 * Measures how long the first start takes, which makes the embedded database, and a later one, until the server says that
 * it is ready; beside PGlite alone, which opens a database from the same seed, or the one that is there.
 *
 *   npm run bench:start [-- --runs 5]
 */

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } });
const seed = findSeed(ormOptions.migrations.path);
if (!seed) throw new Error("There is no seed: run npm run prepare");

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BARE = fileURLToPath(new URL("bare-pglite.ts", import.meta.url));
/** The command of `npm start`, without npm. */
const START = packageJson.scripts.start.split(" ").slice(1);
const LIMIT_MS = 60_000;

/** The milliseconds until a process says that it is ready. It is stopped then, and has ended when this resolves. */
async function timeOf(args: string[], env: Record<string, string>, ready: string): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LIMIT_MS,
  });
  const ended = once(child, "exit");
  let output = "";
  const isReady = new Promise<number>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        if (output.includes(ready)) resolve(performance.now() - startedAt);
      });
  });
  const time = await Promise.race([isReady, ended.then(() => null)]);
  if (time === null) throw new Error(`It ended before it was ready:\n${output}`);
  child.kill("SIGTERM");
  await ended;
  return time;
}

const times: Record<string, number[]> = {};
const add = (name: string, ms: number) => (times[name] ??= []).push(ms);
for (let run = 0; run < Number(values.runs); run++) {
  const directory = await mkdtemp(join(tmpdir(), "video-rag-start-"));
  const server = () => timeOf(START, { PORT: "0", DATA_DIR: join(directory, "data") }, "video-rag is ready");
  const bare = join(directory, "bare");
  add("bare, first", await timeOf([BARE, bare, seed], {}, "open"));
  add("server, first", await server());
  add("bare, later", await timeOf([BARE, bare], {}, "open"));
  add("server, later", await server());
  await rm(directory, { recursive: true, force: true });
}

const seconds = (ms: number) => (ms / 1000).toFixed(2);
const cells = (name: string) => [seconds(median(times[name]!)), times[name]!.map(seconds).join(" ")];
const rows = [
  ["PGlite alone, from the seed", ...cells("bare, first")],
  ["first start", ...cells("server, first")],
  ["PGlite alone, again", ...cells("bare, later")],
  ["later start", ...cells("server, later")],
];
process.stdout.write(`${markdownTable(["seconds until ready", "median", "all"], rows)}\n`);
