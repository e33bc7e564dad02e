import { createFairLimit, type FairLimit } from "../async/concurrency/fair-limit.ts";

/**
 * Threads at once that decode files or read captions, each of which may take some hundred megabytes for some seconds, and those
 * of one owner.
 */
export const createCaptionThreads = (): FairLimit => createFairLimit({ most: 2, mostOfOwner: 1 });
