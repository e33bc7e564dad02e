import { setTimeout as sleep } from "node:timers/promises";
import type { AnswerIntervals } from "../intervals.ts";
import type { Renewal } from "./lease.ts";

type LeaseClockOptions = Pick<AnswerIntervals, "leaseMs" | "renewalTimeoutMs" | "awayMs"> & {
  /** The time by `now` before the statement that took the lease. */
  claimedAt: number;
  /** A monotonic clock in milliseconds. */
  now?: () => number;
};

/**
 * The lease by the process's own monotonic clock, which never ends it later than the database does. Once it may have lapsed,
 * such as after the process slept, nothing may be written until a renewal shows that it holds. While the database is known
 * to be away, no other process can take the lease, and the run goes on.
 */
export function createLeaseClock(options: LeaseClockOptions) {
  const { leaseMs, renewalTimeoutMs, awayMs, claimedAt, now = () => performance.now() } = options;
  let heldUntil = claimedAt + leaseMs;
  let awayUntil = -Infinity;
  return {
    mayWrite: () => now() < Math.max(heldUntil, awayUntil),

    /** Runs a renewal. "unknown": the database did not answer. */
    async renew(renewal: () => Promise<Renewal>): Promise<Renewal | "unknown"> {
      const sentAt = now();
      try {
        const result = await Promise.race([renewal(), rejectAfter(renewalTimeoutMs)]);
        if (result === "lost") heldUntil = -Infinity;
        else if (result !== "busy") heldUntil = sentAt + leaseMs;
        awayUntil = -Infinity;
        return result;
      } catch {
        // A process that slept sees its old renewal fail as well: that says nothing about the database.
        if (now() - sentAt < renewalTimeoutMs + awayMs / 3) awayUntil = now() + awayMs;
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
