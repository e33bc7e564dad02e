import { lowerThreadPriority } from "../../async/threads/thread-priority.ts";
import { parentPort, workerData } from "node:worker_threads";
import { decodeText } from "./decode-text.ts";

lowerThreadPriority();

parentPort!.postMessage(decodeText(workerData as Uint8Array));
