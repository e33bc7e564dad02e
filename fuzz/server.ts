import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { limitsOff } from "../bench/abuse/limits-off.ts";
import { PROBE_FLAGS } from "../bench/stream/children.ts";

export type FuzzedServer = Awaited<ReturnType<typeof startFuzzedServer>>;

/** The server in a process of its own, whose logged errors and memory can be asked for. */
export async function startFuzzedServer(env: Record<string, string>) {
  const checkout = fileURLToPath(new URL("..", import.meta.url));
  const child = fork(fileURLToPath(new URL("../src/start.js", import.meta.url)), {
    silent: true,
    execArgv: PROBE_FLAGS,
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: "0",
      LOG_LEVEL: "error",
      NODE_NO_WARNINGS: "1",
      SESSION_MAX_VIDEOS: "10000",
      SESSION_EXPIRE_MINUTES: "600",
      // What a slow machine refuses is nothing that was found.
      MAX_CONCURRENT_REQUESTS: "0",
      DATABASE_CONNECT_TIMEOUT_MS: "60000",
      DATABASE_STATEMENT_TIMEOUT_MS: "60000",
      ...(await limitsOff(checkout)),
      ...env,
    },
  });
  let output = "";
  let isOver = false;
  const ended = once(child, "close").then(() => (isOver = true));
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output = (output + text).slice(-200_000);
        const found = /http:\/\/127\.0\.0\.1:\d+\/graphql(?=\s)/.exec(output);
        if (found) resolve(found[0]);
      });
    }
    void ended.then(() => reject(new Error(`The server ended:\n${output}`)));
  });
  return {
    url,
    get isOver() {
      return isOver;
    },
    /** What was logged of an error since the last call, and what else says that something broke. */
    takeErrors(): string[] {
      const lines = output
        .split("\n")
        .filter((line) => /"level":(50|60)|Uncaught|ERR_UNHANDLED|\bat .*:\d+:\d+\)/.test(line));
      output = "";
      return lines;
    },
    /** Bytes of the heap after a garbage collection, and of the process. */
    async memory(): Promise<{ heap: number; rss: number }> {
      const answer = once(child, "message");
      child.send("memory");
      const [{ memory }] = (await answer) as [{ memory: NodeJS.MemoryUsage }];
      return { heap: memory.heapUsed + memory.external, rss: memory.rss };
    },
    async stop() {
      child.kill("SIGTERM");
      const late = setTimeout(kill, 15_000);
      await ended;
      clearTimeout(late);
      process.off("exit", kill);
    },
  };
}
