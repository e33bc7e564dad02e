import { atTime } from "../async/timers.ts";
import type { Changes } from "../sessions/changes.ts";
import type { SessionEnds } from "../sessions/session-ends.ts";
import type { Session } from "../sessions/session.ts";

export type SessionEndEvent = { __typename: "SessionExpiring" | "SessionRenewed"; session: Session };

/** How long before the end of a session its readers are warned. */
const WARNING_MS = 120_000;
/** The shortest time between two renewals that are told. */
const RENEWED_MS = 60_000;

/** What happens to the end of a session before it is reached: that it comes near, and that use moves it. */
export function createEndChanges(
  session: Session,
  { sessionEnds }: { sessionEnds: Pick<SessionEnds, "watch" | "unwatch" | "refresh"> },
): Changes<SessionEndEvent> {
  /** The session as its watchers share it, whose end is kept. */
  let shared = session;
  let toldEnd = session.expiresAt.getTime();
  let renewedAt = -Infinity;
  let isWarned = false;
  let cancelTimer = () => {};
  let startTimer = () => {};

  /** The next time at which there is something to tell, unless the end is moved before. */
  function nextAt(): number {
    const end = shared.expiresAt.getTime();
    const renewal = end > toldEnd ? renewedAt + RENEWED_MS : Infinity;
    return Math.min(renewal, isWarned ? Infinity : end - WARNING_MS);
  }

  return {
    listen(changed) {
      const watcher = { sessionEnded() {}, sessionMoved: changed };
      shared = sessionEnds.watch(session, watcher);
      startTimer = () => {
        cancelTimer();
        const at = nextAt();
        cancelTimer = at === Infinity ? () => {} : atTime(at, changed);
      };
      return () => {
        startTimer = () => {};
        cancelTimer();
        sessionEnds.unwatch(session, watcher);
      };
    },
    async isBehind() {
      // Where it has moved, the watcher is told.
      await sessionEnds.refresh(session);
      return false;
    },
    async read() {
      const events: SessionEndEvent[] = [];
      const now = Date.now();
      const end = shared.expiresAt.getTime();
      if (end > toldEnd && now - renewedAt >= RENEWED_MS) {
        events.push({ __typename: "SessionRenewed", session: shared });
        [toldEnd, renewedAt, isWarned] = [end, now, false];
      }
      if (end - now > WARNING_MS) isWarned = false;
      else if (!isWarned) {
        events.push({ __typename: "SessionExpiring", session: shared });
        isWarned = true;
      }
      startTimer();
      return events;
    },
  };
}
