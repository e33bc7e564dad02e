import { rm } from "node:fs/promises";
import { inject } from "vitest";
import { copyTemplate } from "../../../src/testing/database/database-template.ts";
import { startServerProcess } from "../../../src/testing/server/server-process.ts";
import { freePort } from "../../../src/testing/network/free-port.ts";

/** The server in a process of its own, on a database of its own. */
export type ServerUnderTest = {
  /** Such as http://127.0.0.1:4711 */
  origin: string;
  /** Stops it as an operator does, and starts it again on the same port with the same data. */
  restart(): Promise<void>;
  /** Stops it without a word, as a crash does. `start` brings it back. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes its data. */
  close(): Promise<void>;
  output(): string;
};

export async function startServer(env: Record<string, string> = {}): Promise<ServerUnderTest> {
  const dataDir = await copyTemplate(inject("databaseTemplate"));
  const port = await freePort();
  const start = async () => {
    const started = startServerProcess({ DATA_DIR: dataDir, PORT: String(port), ...env }, undefined, {
      isKept: true,
    });
    await started.url();
    return started;
  };
  let running = await start();
  return {
    origin: `http://127.0.0.1:${port}`,
    async restart() {
      await running.stop("SIGTERM");
      running = await start();
    },
    async kill() {
      await running.stop("SIGKILL");
    },
    async start() {
      running = await start();
    },
    async close() {
      await running.stop("SIGKILL");
      await rm(dataDir, { recursive: true, force: true });
    },
    output: () => running.output,
  };
}
