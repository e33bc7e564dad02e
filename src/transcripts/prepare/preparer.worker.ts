import { lowerThreadPriority } from "../../async/threads/thread-priority.ts";
import { parentPort } from "node:worker_threads";
import { threadLoaded } from "../../async/threads/thread-loaded.ts";
import { runPreparer } from "./preparer.ts";

lowerThreadPriority();

runPreparer({
  post: (message, transfer) => parentPort!.postMessage(message, transfer),
  listen: (listener) => parentPort!.on("message", listener),
});
threadLoaded();
