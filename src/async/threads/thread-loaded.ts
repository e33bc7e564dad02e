import { workerData } from "node:worker_threads";
import type { StartData } from "./start-thread.ts";

/** Within a thread: tells that its modules are loaded. What takes long comes after, outside of the modules themselves. */
export function threadLoaded(): void {
  (workerData as StartData).loaded.postMessage(null);
}

/** Within a thread: the data that it was started with. */
export const threadData = <Data>(): Data => (workerData as StartData).data as Data;
