import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createTestClient } from "../../src/testing/client/test-client.ts";
import { WITHOUT_RATE_LIMITS } from "../../src/testing/server/without-rate-limits.ts";
import type { Measures } from "./measure-process.ts";

const ENTRY = fileURLToPath(new URL("../../src/start.js", import.meta.url));
const MEASURE = new URL("measure-process.ts", import.meta.url).href;

export type MeasuredServer = Awaited<ReturnType<typeof startMeasuredServer>>;

/** Starts the server in a process of its own, which reports its memory and the delays of its event loop. */
export async function startMeasuredServer(env: Record<string, string>) {
  const child = spawn(process.execPath, [...startFlags(), "--import", MEASURE, ENTRY], {
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: "0",
      LOG_LEVEL: "warn",
      SESSION_MAX_VIDEOS: "10000",
      SESSION_EXPIRE_MINUTES: "600",
      ...WITHOUT_RATE_LIMITS,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const ended = once(child, "exit");
  const url = await new Promise<string>((resolve, reject) => {
    let output = "";
    const read = (text: string) => {
      output += text;
      const found = /Open Apollo Sandbox: (\S+)/.exec(output);
      if (found) resolve(found[1]!);
    };
    child.stderr!.setEncoding("utf8").on("data", read);
    child.stdout!.setEncoding("utf8").on("data", read);
    void ended.then(() => reject(new Error(`The server did not start:\n${output}`)));
  });

  async function ask(what: "reset" | "read"): Promise<Measures> {
    child.send(what);
    const [measures] = (await once(child, "message")) as [Measures];
    return measures;
  }

  return {
    ...createTestClient(url),
    /** Resets the measures. */
    reset: () => ask("reset"),
    /** The measures since the last reset. */
    measures: () => ask("read"),
    async close() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** The flags that `npm start` sets. */
function startFlags(): string[] {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { scripts } = JSON.parse(text) as { scripts: { start: string } };
  return scripts.start.split(" ").filter((word) => word.startsWith("--"));
}

const READY_EVENTS = `subscription { videoEvents { ... on VideoUpdated { video { id status passageCount failure { code message } } } } }`;

/** Adds videos to a session, and waits until all are READY. Rejects where one fails. Resolves to milliseconds. */
export async function addAndWait(server: MeasuredServer, token: string, urls: string[]): Promise<number> {
  const startedAt = performance.now();
  const { addVideos } = await server.request(
    `mutation ($urls: [String!]!) { addVideos(urls: $urls) { results { video { id } } } }`,
    { urls },
    token,
  );
  const missing = new Set<string>(
    addVideos.results.map((result: { video: { id: string } }) => result.video.id),
  );
  for await (const { data, errors } of server.subscribe(READY_EVENTS, {}, token)) {
    if (errors) throw new Error(JSON.stringify(errors));
    const { id, status, failure } = data.videoEvents.video;
    if (failure) throw new Error(`A video failed: ${JSON.stringify(failure)}`);
    if (status === "READY") missing.delete(id);
    if (missing.size === 0) break;
  }
  return performance.now() - startedAt;
}
