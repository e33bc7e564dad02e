import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import type { FromWorker, ToWorker, WorkerSettings } from "./messages.ts";
import { serveConnections } from "./serve-connections.ts";

/** PostgreSQL's cache, which it fills with zeros at its start: of the usual 128 MB a start takes twice as long. */
const SHARED_BUFFERS = "32MB";

/** PGlite's own thread: statements hold up this one, and not that of the program. */
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
