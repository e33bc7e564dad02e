import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 12_000;
/** Microseconds of a tick of /proc, whose USER_HZ is 100 on every Linux that Node runs on. */
const TICK_US = 10_000;

export type Child = Awaited<ReturnType<typeof startChild>>;

const running = new Set<ChildProcess>();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** The directory of this repository. */
export const OWN_CHECKOUT = fileURLToPath(new URL("../..", import.meta.url));

type ChildOptions = { env?: Record<string, string>; execArgv?: string[]; checkout?: string };

/** Starts a program of a checkout, of this one by default, in a process of its own. Resolves once it has printed its URL. */
export async function startChild(
  file: string,
  { env = {}, execArgv = [], checkout = OWN_CHECKOUT }: ChildOptions = {},
) {
  const child = fork(join(checkout, file), {
    cwd: checkout,
    silent: true,
    execArgv,
    env: { PATH: process.env["PATH"] ?? "", NODE_NO_WARNINGS: "1", ...env },
  });
  running.add(child);
  const ended = once(child, "close").then(() => running.delete(child));
  let output = "";
  const url = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        if (output.length < 20_000) output += text;
        const found = /http:\/\/127\.0\.0\.1:\d+\/\w+(?=\s)/.exec(output);
        if (found) resolve(found[0]);
      });
    }
    void ended.then(() => reject(new Error(`${file} ended:\n${output}`)));
    setTimeout(() => reject(new Error(`${file} did not start:\n${output}`)), START_LIMIT_MS).unref();
  });
  return {
    url: await url,
    /** Microseconds of processor time of all threads of the process, in the kernel too. */
    async cpu(): Promise<number> {
      const stat = await readFile(`/proc/${child.pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return (Number(fields[11]) + Number(fields[12])) * TICK_US;
    },
    /** Resident memory, and its peak since `forgetPeak`, in bytes, without a garbage collection. */
    async rss(): Promise<{ now: number; peak: number }> {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8");
      const bytes = (name: string) =>
        Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)![1]) * 1024;
      return { now: bytes("VmRSS"), peak: bytes("VmHWM") };
    },
    forgetPeak: () => writeFile(`/proc/${child.pid}/clear_refs`, "5"),
    /** Memory after a garbage collection. The process needs the probe (see `PROBE_FLAGS`). */
    async memory(): Promise<NodeJS.MemoryUsage> {
      child.send("memory");
      const [answer] = (await once(child, "message")) as [{ memory: NodeJS.MemoryUsage }];
      return answer.memory;
    },
    /** The beginning of what the process has printed. */
    output: () => output,
    process: child,
    async stop() {
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

/** `execArgv` of a process whose `memory()` can be asked for. */
export const PROBE_FLAGS = ["--expose-gc", "--import", new URL("probe.ts", import.meta.url).href];
