import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { freeBytes } from "./disk-space.ts";
import { createLogTrimmer } from "./log-trimmer.ts";
import type { FromWorker, ToWorker, WorkerSettings } from "./messages.ts";
import { openPGlite } from "./pglite.ts";
import { serveConnections } from "./serve-connections.ts";
import { createSpaceGuard } from "./space-guard.ts";

// PGlite has this thread for itself: its statements do not hold up the program's event loop.
const { dataDir } = workerData as WorkerSettings;
const parent = parentPort!;

const pglite = await openPGlite(dataDir);
const execute = (sql: string) => pglite.exec(sql);
const space = { freeBytes: () => freeBytes(dataDir), execute };
const trimLog = createLogTrimmer({ directory: join(dataDir, "pg_wal"), ...space });
const guardSpace = createSpaceGuard(space);
const connections = serveConnections(
  (request, onResponse) => pglite.execProtocolRawStream(request, { onRawData: onResponse }),
  async (request, isInTransaction) => {
    if (!isInTransaction) await trimLog();
    return guardSpace(request, isInTransaction);
  },
);
parent.on("message", async (message: ToWorker) => {
  if (message !== "close") return connections.add(message.connection);
  await connections.close();
  await pglite.close();
  parent.close();
});
parent.postMessage("open" satisfies FromWorker);
