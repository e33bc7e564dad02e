import { lowerThreadPriority } from "../../async/threads/thread-priority.ts";
import { parentPort } from "node:worker_threads";
import { threadData, threadLoaded } from "../../async/threads/thread-loaded.ts";
import { decodeText } from "./decode-text.ts";

lowerThreadPriority();

threadLoaded();
setImmediate(() => parentPort!.postMessage(decodeText(threadData<Uint8Array>())));
