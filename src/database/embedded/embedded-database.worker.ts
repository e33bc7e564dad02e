import { parentPort, workerData } from "node:worker_threads";
import type { FromWorker, ToWorker, WorkerSettings } from "./messages.ts";
import { openPGlite } from "./pglite.ts";
import { serveConnections } from "./serve-connections.ts";

// PGlite has this thread for itself: its statements do not hold up the program's event loop.
const { dataDir } = workerData as WorkerSettings;
const parent = parentPort!;

const pglite = await openPGlite(dataDir);
const connections = serveConnections((request, onResponse) =>
  pglite.execProtocolRawStream(request, { onRawData: onResponse }),
);
parent.on("message", async (message: ToWorker) => {
  if (message !== "close") return connections.add(message.connection);
  await connections.close();
  await pglite.close();
  parent.close();
});
parent.postMessage("open" satisfies FromWorker);
