import type { Pool, PoolClient } from "pg";
import { createFairLimit } from "../async/concurrency/fair-limit.ts";
import { UnavailableError } from "../errors/errors.ts";
import { currentOwner } from "../async/owner.ts";

export type OwnerLimitOptions = {
  /** Most connections that all together have at a time, for which they take turns: those of the pool. */
  most: number;
  /** Most connections that one owner has at a time. */
  mostOfOwner: number;
  /** The longest wait for one of them, in milliseconds; 0: for ever. */
  waitMs: number;
  /** Told of each that waited too long. */
  onLate?: (error: UnavailableError) => void;
};

/** Whom statements count for that are nobody's: the server itself, which may have all connections. */
const SERVER = "";

/**
 * Limits how many connections of a pool one owner has at a time (see `runFor`), so that the others find some, and lets
 * owners take turns for those that are free. One that waits too long rejects with UNAVAILABLE: transactions that wait for
 * each other must not do so for ever.
 */
export function limitOwners(pool: Pool, { most, mostOfOwner, waitMs, onLate }: OwnerLimitOptions): void {
  const inTurn = createFairLimit({
    most,
    mostOfOwner: (owner) => (owner === SERVER ? most : mostOfOwner),
  });
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
    const giveUp = () => {
      const error = tooMuch();
      onLate?.(error);
      late.abort(error);
    };
    const timer = waitMs === 0 ? undefined : setTimeout(giveUp, waitMs);
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

  pool.connect = (() => connectFor(currentOwner() ?? SERVER)) as Pool["connect"];
}

const RETRY_MS = 1000;

const tooMuch = () =>
  new UnavailableError("Too many requests wait for the database: send fewer at a time.", RETRY_MS);
