import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import type { FromWorker, ToWorker, WorkerSettings } from "./messages.ts";
import { serveConnections } from "./serve-connections.ts";

/** PostgreSQL's cache. It is filled with zeros at start, so that the default of 128 MB would double the time of a start. */
const SHARED_BUFFERS = "32MB";

// PGlite has this thread for itself: its statements do not hold up the program's event loop.
const { dataDir, onlyCreate } = workerData as WorkerSettings;
const parent = parentPort!;

const pglite = await PGlite.create({
  dataDir,
  extensions: { vector },
  startParams: [...PGlite.defaultStartParams, "-c", `shared_buffers=${SHARED_BUFFERS}`],
});

if (onlyCreate) {
  await pglite.close();
} else {
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
}
