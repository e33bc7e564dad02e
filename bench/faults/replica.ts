import { once } from "node:events";
import { WITHOUT_RATE_LIMITS } from "../../src/testing/server/without-rate-limits.ts";
import { startChild, type Child } from "../stream/children.ts";
import { V8_FLAGS } from "../stream/subjects.ts";
import { freePort } from "../../src/testing/network/free-port.ts";

/** A server process on a port of its own, which is started again there. */
export type Replica = {
  port: number;
  start(): Promise<void>;
  /** Resolves when the process has ended. */
  stop(signal: NodeJS.Signals): Promise<void>;
  signal(signal: NodeJS.Signals): void;
};

export async function startReplica(databaseUrl: string, modelUrl: string): Promise<Replica> {
  const port = await freePort();
  const env = {
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    OPENAI_BASE_URL: modelUrl,
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
    MAX_CONCURRENT_REQUESTS: "0",
    MAX_RUNNING_ANSWERS_PER_SESSION: "0",
    ...WITHOUT_RATE_LIMITS,
  };
  let child: Child;
  const start = async () => {
    child = await startChild("src/start.js", { execArgv: V8_FLAGS, env });
  };
  await start();
  return {
    port,
    start,
    async stop(signal) {
      const ended = once(child.process, "close");
      child.process.kill(signal);
      await ended;
    },
    signal: (signal) => void child.process.kill(signal),
  };
}
