import type { Bus } from "../database/pubsub.ts";
import { sessionExpired, type ClientError } from "../errors/errors.ts";
import { atTime } from "../async/timers.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";
import { whenDeleted } from "./when-deleted.ts";

/** Told once that its session has ended: by SESSION_EXPIRED when it expires, by UNAUTHENTICATED when it is deleted before. */
export type SessionWatcher = { sessionEnded(error: ClientError): void };

/**
 * Tells watchers when their sessions end. A session may have thousands of sockets and subscriptions, which share one timer
 * and one listener.
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
    const entry = { session, watchers, stop };
    watched.set(session.id, entry);
    return entry;
  }

  return {
    /** The object that the session's watchers have, where there are any, so that all of them share it. */
    shared(session: Session): Session {
      const shared = watched.get(session.id)?.session;
      return shared?.expiresAt.getTime() === session.expiresAt.getTime() ? shared : session;
    },

    watch(session: Session, watcher: SessionWatcher): void {
      const { watchers } = watched.get(session.id) ?? begin(session);
      watchers.add(watcher);
    },

    /**
     * The result of work that is given a signal: aborted when the session ends, by the error for clients, and when
     * `signal` is aborted. Rejects then, whether or not the work heeds it.
     */
    async whileLive<Result>(
      session: Session,
      work: (signal: AbortSignal) => Promise<Result>,
      signal?: AbortSignal,
    ): Promise<Result> {
      const ended = new AbortController();
      const watcher = { sessionEnded: (error: ClientError) => ended.abort(error) };
      const either = signal ? AbortSignal.any([ended.signal, signal]) : ended.signal;
      either.throwIfAborted();
      const { promise, reject } = Promise.withResolvers<never>();
      either.addEventListener("abort", () => reject(either.reason as Error), { once: true });
      this.watch(session, watcher);
      try {
        return await Promise.race([work(either), promise]);
      } finally {
        this.unwatch(session, watcher);
      }
    },

    unwatch(session: Session, watcher: SessionWatcher): void {
      const entry = watched.get(session.id);
      if (entry?.watchers.delete(watcher) && entry.watchers.size === 0) entry.stop();
    },
  };
}

export type SessionEnds = ReturnType<typeof createSessionEnds>;
