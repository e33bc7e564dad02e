import { setTimeout as sleep } from "node:timers/promises";
import { PROBE_FLAGS } from "../children.ts";
import type { Loader } from "../loader.ts";
import { subjects, V8_FLAGS, type SubjectName } from "../subjects.ts";
import { table } from "../table.ts";

const SESSIONS = 10;
const SETTLE_MS = 1000;

/** Measures the memory of idle subscriptions, against that of connections alone. Prints a table. */
export async function measureIdle(
  loader: Loader,
  modelUrl: string,
  { subscriptions, names }: { subscriptions: number; names: SubjectName[] },
) {
  const measured: { name: SubjectName; rss: number; heap: number; closed: number }[] = [];
  for (const name of ["sockets" as const, ...names]) {
    // The same flags for connections alone, where V8's young generation would be most of what is measured.
    const subject = await subjects[name].start({ modelUrl, execArgv: [...V8_FLAGS, ...PROBE_FLAGS] });
    const kind = subject.kind === "raw" ? "raw" : "video-rag";
    try {
      const url = subject.askUrl;
      const sessions = kind === "raw" ? [] : await loader.run("openSessions", url, SESSIONS);
      const open = (count: number) => loader.run("openIdle", { kind, url, sessions, subscriptions: count });
      // Code and memory that are loaded once do not count.
      await open(200);
      await loader.run("closeIdle");
      await sleep(SETTLE_MS);
      const process = subject.processes[0]!;
      const before = await process.memory();
      await open(subscriptions);
      await sleep(SETTLE_MS);
      const after = await process.memory();
      const each = (field: "rss" | "heapUsed") => (after[field] - before[field]) / subscriptions / 1024;
      const closed = await loader.run("closeIdle");
      measured.push({ name, rss: each("rss"), heap: each("heapUsed"), closed });
    } finally {
      await subject.stop();
    }
  }
  const alone = measured[0]!;
  table(
    [
      `${subscriptions} idle, a connection each`,
      "RSS KiB each",
      "of ws alone",
      "heap KiB each",
      "of ws alone",
      "closed",
    ],
    measured.map(({ name, rss, heap, closed }) => [
      subjects[name].title,
      rss.toFixed(1),
      (rss / alone.rss).toFixed(2),
      heap.toFixed(1),
      (heap / alone.heap).toFixed(2),
      String(closed),
    ]),
  );
}
