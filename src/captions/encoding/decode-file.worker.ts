import { parentPort, workerData } from "node:worker_threads";
import { decodeText } from "./decode-text.ts";

parentPort!.postMessage(decodeText(workerData as Uint8Array));
