import type { Bus } from "../database/pubsub.ts";
import { sessionExpired, type ClientError } from "../errors/errors.ts";
import { atTime } from "../async/timers.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";
import { whenDeleted } from "./when-deleted.ts";

/** Is told once: with SESSION_EXPIRED when the session has expired, with UNAUTHENTICATED when it is deleted before. */
export type SessionWatcher = { sessionEnded(error: ClientError): void };

/**
 * When sessions end. A session may have thousands of sockets and subscriptions that wait for nothing else: they share
 * one timer and one listener.
 */
export function createSessionEnds(services: { sessions: Sessions; bus: Bus }) {
  const watched = new Map<string, { session: Session; watchers: Set<SessionWatcher>; stop: () => void }>();

  function begin(session: Session) {
    const watchers = new Set<SessionWatcher>();
    const end = (error: ClientError) => {
      stop();
      for (const watcher of watchers) watcher.sessionEnded(error);
    };
    const cancelExpiry = atTime(session.expiresAt.getTime(), () => end(sessionExpired()));
    const unlisten = whenDeleted(session, services, end);
    const stop = () => {
      cancelExpiry();
      unlisten();
      watched.delete(session.id);
    };
    const begun = { session, watchers, stop };
    watched.set(session.id, begun);
    return begun;
  }

  return {
    /** The session as its watchers have it, where it has any: one object for all that goes on in it. */
    shared(session: Session): Session {
      const known = watched.get(session.id)?.session;
      return known?.expiresAt.getTime() === session.expiresAt.getTime() ? known : session;
    },

    watch(session: Session, watcher: SessionWatcher): void {
      const { watchers } = watched.get(session.id) ?? begin(session);
      watchers.add(watcher);
    },

    unwatch(session: Session, watcher: SessionWatcher): void {
      const found = watched.get(session.id);
      if (found?.watchers.delete(watcher) && found.watchers.size === 0) found.stop();
    },
  };
}

export type SessionEnds = ReturnType<typeof createSessionEnds>;
