import type { MessagePort } from "node:worker_threads";

/** The worker's start data. */
export type WorkerSettings = { dataDir: string };

/** Messages to the worker: a new connection, or the order to close the database and end. */
export type ToWorker = { connection: MessagePort } | "close";

/** Message from the worker: the database is open. Failures are its uncaught errors. */
export type FromWorker = "open";
