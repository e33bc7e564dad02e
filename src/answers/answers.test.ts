import pino from "pino";
import { expect, test } from "vitest";
import { createBus } from "../database/pubsub.ts";
import type { Session } from "../sessions/session.ts";
import { createAnswers } from "./answers.ts";

test("a cancellation that the run heeds before its request has returned waits for nothing more", async () => {
  const bus = createBus({ url: null, logger: pino({ level: "silent" }), notify: async () => {} });
  const answer = { id: crypto.randomUUID(), status: "RUNNING" };
  const answers = createAnswers({
    store: {
      find: async () => ({ ...answer }),
      async requestCancel() {
        answer.status = "CANCELLED";
        bus.publish(`answer:${answer.id}`);
      },
    } as never,
    bus,
    runner: { look() {} } as never,
    limits: {} as never,
    cancelWaitMs: 3_600_000,
  });
  expect(await answers.cancel({} as Session, answer.id)).toMatchObject({ status: "CANCELLED" });
});

test("a question whose key was that of an answer deleted in just this moment is asked after all", async () => {
  const answer = { id: crypto.randomUUID(), status: "RUNNING" };
  const insertions = ["known", "begun"];
  const answers = createAnswers({
    store: { findByKey: async () => null } as never,
    bus: createBus({ url: null, logger: pino({ level: "silent" }), notify: async () => {} }),
    runner: { ask: async () => ({ insertion: insertions.shift(), answer }) } as never,
    limits: {} as never,
    cancelWaitMs: 1000,
  });
  const question = { question: "How hot?", videoIds: null, idempotencyKey: "key" };
  expect(await answers.ask({ id: "s" } as Session, question)).toBe(answer);
});
