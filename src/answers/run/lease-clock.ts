import { setTimeout as sleep } from "node:timers/promises";
import { LEASE_MS, type Renewal } from "./lease.ts";

/** A renewal that takes longer has failed: the database is away. */
const RENEWAL_TIMEOUT_MS = 2000;
/** How long a failed renewal speaks for the database being away. */
const AWAY_MS = 3000;

/**
 * Whether this process may still speak for its lease, by its own monotonic clock: not once the lease must have lapsed,
 * as it has when the process slept, until a renewal shows that it still holds. A database that is known to be away can
 * give the lease to nobody else, so that alone is no reason to fall silent.
 */
export function createHolding(now: () => number = () => performance.now()) {
  let heldUntil = now() + LEASE_MS;
  let awayUntil = -Infinity;
  return {
    maySpeak: () => now() < Math.max(heldUntil, awayUntil),

    /** Runs a renewal, and notes what it shows. `unknown`: the database did not answer. */
    async renew(renewal: () => Promise<Renewal>): Promise<Renewal | "unknown"> {
      const askedAt = now();
      try {
        const result = await Promise.race([renewal(), timeout()]);
        heldUntil = result === "lost" ? -Infinity : askedAt + LEASE_MS;
        awayUntil = -Infinity;
        return result;
      } catch {
        // A process that slept sees its old renewal fail as well: that says nothing about the database.
        if (now() - askedAt < RENEWAL_TIMEOUT_MS + AWAY_MS / 3) awayUntil = now() + AWAY_MS;
        return "unknown";
      }
    },
  };
}

async function timeout(): Promise<never> {
  await sleep(RENEWAL_TIMEOUT_MS, undefined, { ref: false });
  throw new Error("The database did not answer in time");
}
