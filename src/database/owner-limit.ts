import type { Pool, PoolClient } from "pg";
import { createFairLimit } from "../async/concurrency/fair-limit.ts";
import { UnavailableError } from "../errors/errors.ts";
import { currentOwner } from "../async/owner.ts";

export type OwnerLimitOptions = {
  /** Most connections that all owners together have at a time, for which they take turns; null: the pool's own order. */
  most: number | null;
  /** Most connections that one owner has at a time. */
  mostOfOwner: number;
  /** The longest wait for one of them, in milliseconds; 0: for ever. */
  waitMs: number;
};

/** Whom statements count for that are nobody's: the server itself. */
const SERVER = "";

/**
 * Limits how many connections of a pool one owner has at a time (see `runFor`), so that the others find some. Further
 * statements of the owner wait for its own. One that waits too long rejects with UNAVAILABLE: transactions that wait for
 * each other must not do so for ever.
 */
export function limitOwners(pool: Pool, { most, mostOfOwner, waitMs }: OwnerLimitOptions): void {
  const inTurn = createFairLimit({ most: most ?? Infinity, mostOfOwner });
  /** What gives an owner's place back, by the connection that it has. */
  const taken = new WeakMap<PoolClient, () => void>();
  pool.on("release", (_, client) => {
    taken.get(client)?.();
    taken.delete(client);
  });

  const connect = pool.connect.bind(pool) as () => Promise<PoolClient>;

  function connectFor(owner: string): Promise<PoolClient> {
    const { promise, resolve, reject } = Promise.withResolvers<PoolClient>();
    const late = new AbortController();
    const timer = waitMs === 0 ? undefined : setTimeout(() => late.abort(tooMuch()), waitMs);
    const hold = async () => {
      clearTimeout(timer);
      const client = await connect();
      const released = new Promise<void>((release) => taken.set(client, release));
      resolve(client);
      await released;
    };
    inTurn(owner, hold, late.signal).catch(reject);
    return promise;
  }

  pool.connect = (() => {
    const owner = currentOwner();
    if (owner === undefined && most === null) return connect();
    return connectFor(owner ?? SERVER);
  }) as Pool["connect"];
}

const RETRY_MS = 1000;

const tooMuch = () =>
  new UnavailableError(
    "Too many requests of this session wait for the database: send fewer at a time.",
    RETRY_MS,
  );
