import { setTimeout as sleep } from "node:timers/promises";
import type { AnswerIntervals } from "../intervals.ts";
import type { Renewal } from "./lease.ts";

type LeaseClockOptions = Pick<AnswerIntervals, "leaseMs" | "renewalTimeoutMs" | "awayMs"> & {
  /** Before the statement that took the lease was sent, by `now`. */
  claimedAt: number;
  /** A monotonic clock in milliseconds. */
  now?: () => number;
};

/**
 * The lease by the process's own monotonic clock, never later than the database's: once it must have lapsed, as it has
 * when the process slept, nothing may be written until a renewal shows that it still holds. A database that is known to
 * be away can give the lease to nobody else, so that alone is no reason to fall silent.
 */
export function createLeaseClock(options: LeaseClockOptions) {
  const { leaseMs, renewalTimeoutMs, awayMs, claimedAt, now = () => performance.now() } = options;
  let heldUntil = claimedAt + leaseMs;
  let awayUntil = -Infinity;
  return {
    mayWrite: () => now() < Math.max(heldUntil, awayUntil),

    /** Runs a renewal, and notes what it shows. "unknown": the database did not answer. */
    async renew(renewal: () => Promise<Renewal>): Promise<Renewal | "unknown"> {
      const askedAt = now();
      try {
        const result = await Promise.race([renewal(), rejectAfter(renewalTimeoutMs)]);
        if (result === "lost") heldUntil = -Infinity;
        else if (result !== "busy") heldUntil = askedAt + leaseMs;
        awayUntil = -Infinity;
        return result;
      } catch {
        // A process that slept sees its old renewal fail as well: that says nothing about the database.
        if (now() - askedAt < renewalTimeoutMs + awayMs / 3) awayUntil = now() + awayMs;
        return "unknown";
      }
    },
  };
}

export type LeaseClock = ReturnType<typeof createLeaseClock>;

async function rejectAfter(ms: number): Promise<never> {
  await sleep(ms, undefined, { ref: false });
  throw new Error("The database did not answer in time");
}
