import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Database } from "../../database/open.ts";
import { createLogTail } from "./log-tail.ts";

const READING_MS = 20;

/** A database each reading of which takes some time. */
function slowDatabase() {
  const answer = { attempt: 1, sourceIds: [], text: "so far", citations: [], status: "RUNNING" };
  const em = {
    findOne: async () => sleep(READING_MS, answer),
    execute: async () => [],
    getKysely: () => ({ executeQuery: async () => sleep(READING_MS, { rows: [] }) }),
  };
  return { fork: () => em } as unknown as Database;
}

test("a new reader is served while wake-ups never cease", async () => {
  let wake = () => {};
  const tail = createLogTail({
    database: slowDatabase(),
    bus: {
      listen: (topic: string, call: () => void) => {
        if (topic === "answer-log") wake = call;
        return () => {};
      },
    } as never,
    changed() {},
    onError(error) {
      throw error;
    },
  });
  tail.follow("old");
  await tail.read("old");
  // As from many replicas that write.
  const waking = setInterval(() => wake(), 2);
  await sleep(50);
  tail.follow("new");
  const read = await Promise.race([tail.read("new"), sleep(3000, "not in three seconds")]);
  clearInterval(waking);
  tail.close();
  expect(read).toMatchObject({ text: "so far" });
});
