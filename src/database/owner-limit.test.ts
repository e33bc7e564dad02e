import { EventEmitter } from "node:events";
import type { Pool, PoolClient } from "pg";
import { expect, test } from "vitest";
import { UnavailableError } from "../errors/errors.ts";
import { runFor } from "../async/owner.ts";
import { limitOwners } from "./owner-limit.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A pool that has a connection for all who ask. */
function startPool(options: { most?: number; mostOfOwner: number; waitMs?: number }) {
  const events = new EventEmitter();
  let made = 0;
  const pool = Object.assign(events, {
    connect: () => Promise.resolve({ number: ++made } as unknown as PoolClient),
  }) as unknown as Pool;
  limitOwners(pool, { most: 100, waitMs: 0, ...options });
  const had: PoolClient[] = [];
  const take = (owner?: string) => {
    const connecting = owner === undefined ? pool.connect() : runFor(owner, () => pool.connect());
    return connecting.then((client) => had.push(client));
  };
  return { had, take, release: (client: PoolClient) => events.emit("release", undefined, client) };
}

test("an owner has so many connections at most, and others find theirs meanwhile", async () => {
  const { had, take, release } = startPool({ mostOfOwner: 2 });
  for (let count = 0; count < 5; count++) void take("one");
  await settled();
  expect(had).toHaveLength(2);
  await take("other");
  await take();
  expect(had).toHaveLength(4);
  release(had[0]!);
  await settled();
  expect(had).toHaveLength(5);
  release(had[4]!);
  release(had[1]!);
  await settled();
  expect(had).toHaveLength(7);
});

test("a statement that waits too long for those of its owner is told so", async () => {
  const { take } = startPool({ mostOfOwner: 1, waitMs: 1 });
  await take("one");
  await expect(take("one")).rejects.toThrow(UnavailableError);
});

test("owners take turns for a connection that all share, and the server is one of them", async () => {
  const { had, take, release } = startPool({ most: 1, mostOfOwner: 1 });
  const order: string[] = [];
  const takeNamed = (owner?: string) => take(owner).then(() => order.push(owner ?? "server"));
  for (const owner of ["one", "one", "one", "other", undefined]) void takeNamed(owner);
  for (let count = 1; count <= 5; count++) {
    await settled();
    expect(had).toHaveLength(count);
    release(had.at(-1)!);
  }
  expect(order).toEqual(["one", "one", "other", "server", "one"]);
});
