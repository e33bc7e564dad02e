import pino from "pino";
import { expect, test, vi } from "vitest";
import { createFreeRuns } from "../queue/free-runs.ts";
import { createTakeOver } from "./take-over.ts";

const BUS = { publish() {}, listen: () => () => {} } as never;
const INTERVALS = { leaseMs: 5000, takeOverPollMs: 3_600_000, headStartMs: 500 };

test("leases of an earlier process that could not be ended hold up no stop", async () => {
  const takeOver = createTakeOver({
    store: {
      lapseAll: async () => {
        throw new Error("The database is away");
      },
    } as never,
    bus: BUS,
    places: {} as never,
    freeRuns: createFreeRuns(1),
    maxRunningPerSession: 1,
    isExclusive: true,
    maxAttempts: 1,
    repeatable: null,
    running: () => [],
    start() {},
    intervals: INTERVALS,
    metrics: { answerLost() {} },
    logger: pino({ level: "silent" }),
  });
  await expect(takeOver.stop()).resolves.toBeUndefined();
});

test("one look begins as many answers as there is room for, and takes all that wait for videos", async () => {
  const freeRuns = createFreeRuns(60);
  const queue = [
    ...Array.from({ length: 60 }, (_, index) => ({ id: `written-${index}`, waiting: null })),
    ...Array.from({ length: 120 }, (_, index) => ({ id: `waiting-${index}`, waiting: {} })),
  ];
  const begun: string[] = [];
  const takeOver = createTakeOver({
    store: {
      endLost: async () => [],
      async takeOver({ free, maxWaits }: { free: number; maxWaits: number }) {
        const taken = [
          ...queue.filter(({ waiting }) => !waiting).slice(0, free),
          ...queue.filter(({ waiting }) => waiting).slice(0, maxWaits),
        ];
        for (const answer of taken) queue.splice(queue.indexOf(answer), 1);
        return taken.map((answer) => ({ lease: { id: answer.id }, answer }));
      },
    } as never,
    bus: BUS,
    places: { areWanted: () => false, refresh: async () => ({ length: 0, hasNew: false }) } as never,
    freeRuns,
    maxRunningPerSession: 60,
    isExclusive: false,
    maxAttempts: 1,
    repeatable: null,
    running: () => begun,
    start({ id }, { waiting }) {
      begun.push(id);
      if (!waiting) freeRuns.take();
    },
    intervals: INTERVALS,
    metrics: { answerLost() {} },
    logger: pino({ level: "silent" }),
  });
  takeOver.look();
  await vi.waitFor(() => expect(begun).toHaveLength(180));
  await takeOver.stop();
});

test("answers that end without a process are counted, by how they end", async () => {
  const lost: boolean[] = [];
  const published: string[] = [];
  const takeOver = createTakeOver({
    store: {
      endLost: async () => [
        { id: "a", isCancelled: false },
        { id: "b", isCancelled: true },
      ],
      takeOver: async () => [],
    } as never,
    bus: { publish: (topic: string) => published.push(topic), listen: () => () => {} } as never,
    places: { areWanted: () => false, refresh: async () => ({ length: 0, hasNew: false }) } as never,
    freeRuns: createFreeRuns(1),
    maxRunningPerSession: 1,
    isExclusive: false,
    maxAttempts: 1,
    repeatable: null,
    running: () => [],
    start() {},
    intervals: INTERVALS,
    metrics: { answerLost: (isCancelled) => lost.push(isCancelled) },
    logger: pino({ level: "silent" }),
  });
  takeOver.look();
  await vi.waitFor(() => expect(published).toEqual(["answer:a", "answer:b"]));
  expect(lost).toEqual([false, true]);
  await takeOver.stop();
});
