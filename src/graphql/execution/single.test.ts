import { buildSchema, parse } from "graphql";
import pLimit from "p-limit";
import pino from "pino";
import { expect, test } from "vitest";
import { createMetrics } from "../../metrics/metrics.ts";
import { Context } from "../context.ts";
import type { Operation } from "./operation.ts";
import { single } from "./subscribe.ts";

const logger = pino({ level: "silent" });

/** A query whose resolver tells `begun`, and ends with `end`. */
function query() {
  const { promise, resolve: end } = Promise.withResolvers<string>();
  const told = { begun: 0, kept: 0 };
  const contextValue = new Context({ metrics: createMetrics() } as never, {
    authorization: null,
    address: "127.0.0.1",
  });
  const operation: Operation = {
    schema: buildSchema("type Query { a: String }"),
    document: parse("{ a }"),
    rootValue: { a: () => (told.begun++, promise) },
    contextValue,
    type: "query",
    isSubscription: false,
    keepDocument: () => void told.kept++,
  };
  return { operation, told, end, signal: contextValue.cancellation.signal };
}

test("a result comes once, and its document is kept", async () => {
  const { operation, told, end } = query();
  const stream = single(operation, logger);
  end("text");
  expect(await stream.next()).toMatchObject({ done: false, value: { result: { data: { a: "text" } } } });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(told).toEqual({ begun: 1, kept: 1 });
});

test("what is left is cancelled, and has ended only when its work has", async () => {
  const { operation, end, signal } = query();
  const stream = single(operation, logger);
  void stream.next();
  let ended = false;
  const left = stream.return().then(() => (ended = true));
  expect(signal.aborted).toBe(true);
  await new Promise(setImmediate);
  expect(ended).toBe(false);
  end("text");
  await left;
});

test("what is left before its turn is never begun", async () => {
  const limit = pLimit(1);
  const [first, second] = [query(), query()];
  const streams = [first, second].map(({ operation }) => single(operation, logger, limit));
  const results = streams.map((stream) => stream.next());
  await expect.poll(() => first.told.begun).toBe(1);
  const left = streams[1]!.return();
  first.end("text");
  expect(await results[0]).toMatchObject({ done: false });
  expect(await results[1]).toMatchObject({ done: true });
  await left;
  expect(second.told.begun).toBe(0);
});
