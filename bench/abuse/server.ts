import { fork } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { query } from "../ingest/own-database.ts";
import { startFlags } from "../start-flags.ts";
import type { Turns } from "./probe.ts";

const PROBE = new URL("probe.ts", import.meta.url).href;
const START_LIMIT_MS = 300_000;
const STOP_LIMIT_MS = 15_000;
const REPORT_LIMIT_MS = 60_000;

export type DatabaseName = "pglite" | "postgresql";
export type AbusedServer = Awaited<ReturnType<typeof startServer>>;

type Database = { env: Record<string, string>; bytes(): Promise<number | null>; drop(): Promise<void> };

let template: string | null = null;

/** A directory of the embedded database as it is after the first start, made once, or a database on TEST_DATABASE_URL. */
export async function createDatabase(name: DatabaseName, checkout: string): Promise<Database> {
  if (name === "postgresql") return createOnServer(process.env["TEST_DATABASE_URL"]!);
  if (!template) {
    template = await mkdtemp(join(tmpdir(), "video-rag-abuse-"));
    process.once("exit", () => void rm(template!, { recursive: true, force: true }));
    const first = await startServer({ checkout, env: { DATA_DIR: template } });
    await first.stop();
  }
  const dataDir = await mkdtemp(join(tmpdir(), "video-rag-abuse-"));
  await cp(template, dataDir, { recursive: true });
  return {
    env: { DATA_DIR: dataDir },
    bytes: () => bytesOf(dataDir),
    drop: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/** Removes what `createDatabase` made once. */
export async function dropTemplate() {
  if (template) await rm(template, { recursive: true, force: true });
}

async function createOnServer(url: string): Promise<Database> {
  const name = `video_rag_abuse_${process.pid}_${Date.now()}`;
  await query(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    env: { DATABASE_URL: own.href },
    bytes: async () => Number((await query(url, `select pg_database_size('${name}') as bytes`))[0]!["bytes"]),
    drop: async () => void (await query(url, `drop database if exists ${name} with (force)`)),
  };
}

async function bytesOf(directory: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(directory, { recursive: true })) {
    // Files of the database come and go.
    const found = await stat(join(directory, name)).catch(() => null);
    if (found?.isFile()) bytes += found.size;
  }
  return bytes;
}

/** Starts the server of a checkout in a process of its own, with the probe in it, as `npm start` does. */
export async function startServer({
  checkout,
  env,
  profile,
}: {
  checkout: string;
  env: Record<string, string>;
  profile?: string | undefined;
}) {
  const flags = await startFlags(checkout);
  const profiling = profile ? ["--cpu-prof", `--cpu-prof-dir=${profile}`] : [];
  const child = fork(join(checkout, "src/start.js"), {
    cwd: checkout,
    silent: true,
    execArgv: [...flags, ...profiling, "--import", PROBE],
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: "0",
      LOG_LEVEL: "error",
      NODE_ENV: "production",
      NODE_NO_WARNINGS: "1",
      ...env,
    },
  });
  let output = "";
  let isOver = false;
  const ended = once(child, "close").then(([code, signal]) => {
    isOver = true;
    return `${String(signal ?? code)}`;
  });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        if (output.length < 100_000) output += text;
        const found = /http:\/\/127\.0\.0\.1:\d+\/graphql(?=\s)/.exec(output);
        if (found) resolve(found[0]);
      });
    }
    void ended.then((how) => reject(new Error(`The server ended (${how}):\n${output}`)));
    setTimeout(() => reject(new Error(`The server did not start:\n${output}`)), START_LIMIT_MS).unref();
  });

  return {
    url,
    get isOver() {
      return isOver;
    },
    /** What it has logged, from errors on. */
    get errors() {
      return output.split("\n").filter((line) => /"level":(50|60)/.test(line));
    },
    get output() {
      return output;
    },
    /** What the main thread did since the last call; null where it does not say. */
    async turns(): Promise<Turns | null> {
      if (isOver) return null;
      const answer = once(child, "message", { signal: AbortSignal.timeout(REPORT_LIMIT_MS) });
      child.send("turns");
      return Promise.race([answer.then(([turns]) => turns as Turns), ended.then(() => null)]).catch(
        () => null,
      );
    },
    /** Resident memory, and its peak since `forgetPeak`, in MB. */
    async memory(): Promise<{ now: number; peak: number }> {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
      const mb = (name: string) =>
        (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? NaN) * 1024) / 1e6;
      return { now: mb("VmRSS"), peak: mb("VmHWM") };
    },
    forgetPeak: () => writeFile(`/proc/${child.pid}/clear_refs`, "5").catch(() => {}),
    async stop() {
      if (!isOver) child.kill("SIGTERM");
      const late = setTimeout(kill, STOP_LIMIT_MS);
      await ended;
      clearTimeout(late);
      process.off("exit", kill);
    },
  };
}
