import { EventEmitter } from "node:events";
import type { Pool, PoolClient } from "pg";
import { describe, expect, test } from "vitest";
import { createObservation, failureClass, type EndedStatement, type PoolReading } from "./observation.ts";

/** A pool that gives one client, once `give` is called; its statements fail where they are "fail". */
function startPool() {
  const given = Promise.withResolvers<PoolClient>();
  const client = {
    query: async (text: string) => {
      if (text === "fail") throw Object.assign(new Error("no"), { code: "42P01" });
    },
  } as unknown as PoolClient;
  const pool = Object.assign(new EventEmitter(), {
    totalCount: 3,
    idleCount: 1,
    connect: () => given.promise,
  });
  return {
    pool: pool as unknown as Pool,
    client,
    give() {
      pool.emit("connect", client);
      given.resolve(client);
    },
    refuse: (error: Error) => given.reject(error),
  };
}

function observe(pool: Pool) {
  const told = {
    read: null as (() => PoolReading) | null,
    connected: [] as unknown[],
    stated: [] as Omit<EndedStatement, "ms">[],
  };
  const observation = createObservation();
  observation.watch(pool, "main", 4);
  observation.observe({
    poolOpened: (...[, , read]) => void (told.read = read),
    connected: (name, _ms, failure) => void told.connected.push([name, failure]),
    stated: ({ pool: name, kind, failure }) => void told.stated.push({ pool: name, kind, failure }),
  });
  return told;
}

describe("an observer", () => {
  test("is told who waits for a connection, and has one", async () => {
    const { pool, give } = startPool();
    const told = observe(pool);
    const connecting = pool.connect();
    expect(told.read!()).toEqual({ used: 2, idle: 1, waiting: 1 });
    give();
    await connecting;
    expect(told.read!().waiting).toBe(0);
    expect(told.connected).toEqual([["main", null]]);
  });

  test("is told of a connection that was not to be had", async () => {
    const { pool, refuse } = startPool();
    const told = observe(pool);
    const connecting = pool.connect();
    refuse(new Error("timeout exceeded when trying to connect"));
    await expect(connecting).rejects.toThrow("timeout exceeded");
    expect(told.connected).toEqual([["main", "timeout"]]);
    expect(told.read!().waiting).toBe(0);
  });

  test("is told of statements by their first word, and of the class of their failure", async () => {
    const { pool, give } = startPool();
    const told = observe(pool);
    give();
    const client = await pool.connect();
    await client.query(" SELECT 1");
    await client.query("with one as (select 1) select 1");
    await expect(client.query("fail")).rejects.toThrow("no");
    expect(told.stated).toEqual([
      { pool: "main", kind: "select", failure: null },
      { pool: "main", kind: "with", failure: null },
      { pool: "main", kind: "other", failure: "42" },
    ]);
  });
});

test.each([
  ["57P01", "", "57"],
  ["40001", "", "40"],
  ["ECONNREFUSED", "", "connection"],
  ["EPIPE", "", "connection"],
  [undefined, "Connection terminated unexpectedly", "connection"],
  [undefined, "Too many requests wait for the database: send fewer at a time.", "timeout"],
])("the class of code %s and message %j is %s", (code, message, expected) => {
  expect(failureClass(Object.assign(new Error(message), { code }))).toBe(expected);
});
