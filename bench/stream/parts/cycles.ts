import { setTimeout as sleep } from "node:timers/promises";
import { PROBE_FLAGS } from "../children.ts";
import { ask } from "../client.ts";
import type { Loader } from "../loader.ts";
import { subjects, type SubjectName } from "../subjects.ts";
import { table } from "../table.ts";

const SOCKETS = 20;
const SETTLE_MS = 1000;

/** Measures whether subscriptions that have ended leave anything in memory. Prints a table. */
export async function measureCycles(
  loader: Loader,
  modelUrl: string,
  { cycles, names }: { cycles: number; names: SubjectName[] },
) {
  const rows: string[][] = [];
  for (const name of names) {
    const subject = await subjects[name].start({ modelUrl, execArgv: PROBE_FLAGS });
    try {
      const url = subject.askUrl;
      const [session] = (await loader.run("openSessions", url, 1)) as [string];
      const answer = await ask(url, "How is the pot warmed? tokens=20", session);
      const run = (count: number) =>
        loader.run("cycle", { url, session, answer, sockets: SOCKETS, cycles: count });
      const memory = async () => {
        await sleep(SETTLE_MS);
        return (await subject.processes[0]!.memory()).heapUsed / 1024 / 1024;
      };
      await run(Math.min(5000, cycles));
      const before = await memory();
      const startedAt = performance.now();
      await run(cycles);
      const seconds = (performance.now() - startedAt) / 1000;
      const after = await memory();
      rows.push([
        subjects[name].title,
        before.toFixed(2),
        after.toFixed(2),
        (((after - before) * 1024 * 1024) / cycles).toFixed(1),
        (cycles / seconds).toFixed(0),
      ]);
    } finally {
      await subject.stop();
    }
  }
  table([`${cycles} subscribed and left`, "heap MiB before", "after", "bytes each", "a second"], rows);
}
