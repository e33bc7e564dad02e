import { sql } from "kysely";
import type { Database } from "../database/open.ts";
import type { Bus } from "../database/pubsub.ts";
import { epochMs, fromNow, run } from "../database/sql.ts";
import type { Session } from "./session.ts";

/** The most that a renewal waits for, so that a session that is used all the time is written about once a minute. */
const MAX_STEP_MS = 60_000;
/** The pause after a renewal that failed, such as while the disk is full: operations go on without it. */
const PAUSE_MS = 10_000;

export type RenewalOptions = {
  database: Database;
  bus: Bus;
  /** What a session lasts without use. */
  expireMs: number;
  /** What a session lasts at most. */
  maxMs: number;
  onError: (error: unknown) => void;
};

/**
 * Moves the end of a session as it is used: to `expireMs` from now, and at most `maxMs` from its creation. It is written
 * where it moves by a step or reaches that limit. The database has the time, which only grows and is not changed once it is
 * past, so that several replicas agree on it; what they tell each other on the bus are hints.
 */
export function createRenewal({ database, bus, expireMs, maxMs, onError }: RenewalOptions) {
  const stepMs = Math.min(MAX_STEP_MS, expireMs / 10);
  /** By the session's id: operations that come together share a statement. */
  const underWay = new Map<string, Promise<Session>>();
  let pausedUntil = 0;

  function isDue({ createdAt, expiresAt }: Session, now: number): boolean {
    const latest = createdAt.getTime() + maxMs;
    const gained = Math.min(now + expireMs, latest) - expiresAt.getTime();
    return gained >= stepMs || (gained > 0 && now + expireMs >= latest);
  }

  async function move(session: Session): Promise<Session> {
    try {
      // One that is locked is being deleted, or is renewed with the next operation.
      const [moved] = await run(
        database.fork(),
        sql<{ expiresMs: number }>`with live as materialized (
            select id from sessions where id = ${session.id} and expires_at > now() for no key update skip locked
          )
          update sessions set expires_at = greatest(
              expires_at, least(${fromNow(expireMs)}, created_at + ${maxMs} * interval '1 millisecond')
            )
          from live where sessions.id = live.id
          returning ${epochMs("expires_at")} as "expiresMs"`,
      );
      if (!moved) return session;
      bus.publish(`session-renewed:${session.id}`);
      return { ...session, expiresAt: new Date(moved.expiresMs) };
    } catch (error) {
      pausedUntil = Date.now() + PAUSE_MS;
      onError(error);
      return session;
    }
  }

  return {
    /** The latest that use can move the session's end to. */
    renewableUntil: ({ createdAt, expiresAt }: Session): Date =>
      new Date(Math.max(createdAt.getTime() + maxMs, expiresAt.getTime())),

    /** The session with its end as it is after this use. Never rejects: what uses it goes on in any case. */
    async renew(session: Session): Promise<Session> {
      const now = Date.now();
      if (now < pausedUntil || !isDue(session, now)) return session;
      const moving = underWay.get(session.id);
      if (moving) return moving;
      const moved = move(session).finally(() => underWay.delete(session.id));
      underWay.set(session.id, moved);
      return moved;
    },
  };
}

export type Renewal = ReturnType<typeof createRenewal>;
