import { createFairLimit, type FairLimit } from "./fair-limit.ts";

/** Threads and processes at once that read or prepare long texts, each of which may take 256 megabytes, and those of one owner. */
export const createHeavyThreads = (): FairLimit => createFairLimit({ most: 2, mostOfOwner: 1 });
