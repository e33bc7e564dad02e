import { parentPort } from "node:worker_threads";
import { runPreparer } from "./preparer.ts";

runPreparer({
  post: (message, transfer) => parentPort!.postMessage(message, transfer),
  listen: (listener) => parentPort!.on("message", listener),
});
