import { once } from "node:events";
import { freePort } from "../../src/testing/network/free-port.ts";
import { WITHOUT_RATE_LIMITS } from "../../src/testing/server/without-rate-limits.ts";
import { startFlags } from "../start-flags.ts";
import { startChild, type Child } from "../stream/children.ts";

/** A server process on a port of its own, which is started again there, or replaced by one on another. */
export type Replica = {
  readonly port: number;
  readonly url: string;
  /** `env`: settings that change for this start and those after it. */
  start(env?: Record<string, string>): Promise<void>;
  /** Starts another process, which takes its place once it is ready, and then stops the old one (SIGTERM). Resolves when that has ended. */
  replace(): Promise<void>;
  /** Resolves when the process has ended. */
  stop(signal: NodeJS.Signals): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** The beginning of what the process has printed since its start. */
  output(): string;
};

/** Starts the program of a checkout. */
export async function startReplica(
  checkout: string,
  databaseUrl: string,
  modelUrl: string,
  settings: Record<string, string> = {},
): Promise<Replica> {
  let port = await freePort();
  const execArgv = await startFlags(checkout);
  const env = {
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    OPENAI_BASE_URL: modelUrl,
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
    MAX_CONCURRENT_REQUESTS: "0",
    MAX_RUNNING_ANSWERS_PER_SESSION: "0",
    ...WITHOUT_RATE_LIMITS,
    ...settings,
  };
  let child: Child;
  const start = async (changed: Record<string, string> = {}) => {
    Object.assign(env, changed);
    child = await startChild("src/start.js", { execArgv, env, checkout });
  };
  await start();
  return {
    get port() {
      return port;
    },
    get url() {
      return `http://127.0.0.1:${port}/graphql`;
    },
    start,
    async replace() {
      const { process: old } = child;
      const newPort = await freePort();
      await start({ PORT: String(newPort) });
      port = newPort;
      const ended = once(old, "close");
      old.kill("SIGTERM");
      await ended;
    },
    async stop(signal) {
      const { exitCode, signalCode } = child.process;
      if (exitCode !== null || signalCode !== null) return;
      const ended = once(child.process, "close");
      child.process.kill(signal);
      await ended;
    },
    signal: (signal) => void child.process.kill(signal),
    output: () => child.output(),
  };
}
