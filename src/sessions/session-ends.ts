import type { Bus } from "../database/pubsub.ts";
import { sessionExpired, type ClientError } from "../errors/errors.ts";
import { lookPeriodically } from "../async/look-periodically.ts";
import { atTime } from "../async/timers.ts";
import { createSessionCheck } from "./session-check.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

export type SessionWatcher = {
  /** Told once that the session has ended: by SESSION_EXPIRED when it expires, by UNAUTHENTICATED when it is deleted before. */
  sessionEnded(error: ClientError): void;
  /** Told that use has moved the session's end, here or at another replica. */
  sessionMoved?(): void;
};

/** A session that has watchers, its end as far as it is known here. */
type Watched = {
  session: Session;
  watchers: Set<SessionWatcher>;
  move(until: Date): void;
  reached(): void;
  refresh(): Promise<void>;
  stop(): void;
};

/**
 * About how often a session that has watchers is looked for, since the hint that another replica has deleted it may be lost, in
 * milliseconds.
 */
const LOOK_MS = 60_000;

/**
 * Tells watchers when their sessions end. A session may have thousands of sockets and subscriptions, which share one timer,
 * two listeners and one `Session`, whose `expiresAt` is moved as the session is renewed.
 *
 * Where sessions are renewed, an end that is reached is asked for first, since another replica may have moved it and its
 * hint may be lost. Until the database has answered, however long it is away, nothing is passed on to readers, and nobody is
 * told that the session has ended: both can be wrong. Nothing is asked where the end cannot have moved: without renewals,
 * and at the latest end that a session can have.
 */
export function createSessionEnds(
  services: { sessions: Pick<Sessions, "verify" | "renewal">; bus: Pick<Bus, "listen" | "listening"> },
  lookMs = LOOK_MS,
) {
  const isShared = services.bus.listening() !== null;
  const watched = new Map<string, Watched>();

  function begin(session: Session): Watched {
    const { renewal } = services.sessions;
    const watchers = new Set<SessionWatcher>();
    const isLatest = () =>
      !renewal || renewal.renewableUntil(session).getTime() <= session.expiresAt.getTime();
    let cancelTimer = () => {};
    let isAsking = false;

    function end(error: ClientError) {
      stop();
      for (const watcher of watchers) watcher.sessionEnded(error);
    }
    function stop() {
      cancelTimer();
      stopLooking();
      check.stop();
      if (watched.get(session.id) === entry) watched.delete(session.id);
    }
    function startTimer() {
      cancelTimer();
      cancelTimer = atTime(session.expiresAt.getTime(), reached);
    }
    function reached() {
      if (isLatest()) return end(sessionExpired());
      if (isAsking) return;
      isAsking = true;
      void check.check().finally(() => {
        isAsking = false;
        // A timer may be early by a millisecond.
        if (watched.get(session.id) === entry) startTimer();
      });
    }
    /** Ends only grow: an earlier one was read before the last renewal. */
    function move(until: Date) {
      if (until.getTime() <= session.expiresAt.getTime()) return;
      session.expiresAt = until;
      startTimer();
      for (const watcher of watchers) watcher.sessionMoved?.();
    }

    const check = createSessionCheck(session, services, { ended: end, lives: move });
    const entry: Watched = { session, watchers, move, reached, refresh: () => check.check(), stop };
    watched.set(session.id, entry);
    const stopLooking = isShared ? lookPeriodically(lookMs, () => check.check()) : () => {};
    startTimer();
    return entry;
  }

  return {
    /**
     * The object that the session's watchers have, where there are any, so that all of them share it, and learn of the end
     * that an operation has read. One that was read earlier is left as it is.
     */
    shared(session: Session): Session {
      const entry = watched.get(session.id);
      if (!entry) return session;
      entry.move(session.expiresAt);
      return entry.session.expiresAt.getTime() === session.expiresAt.getTime() ? entry.session : session;
    },

    /** Returns the object that the session's watchers share, whose `expiresAt` is kept. */
    watch(session: Session, watcher: SessionWatcher): Session {
      const entry = watched.get(session.id) ?? begin(session);
      entry.move(session.expiresAt);
      entry.watchers.add(watcher);
      return entry.session;
    },

    /** Tells that a session that is watched is past its end, before its timer does: its watchers are told one or the other. */
    reached(session: Session): void {
      watched.get(session.id)?.reached();
    },

    /** Reads the end of a session that is watched anew, which its watchers are told if it has moved. */
    async refresh(session: Session): Promise<void> {
      await watched.get(session.id)?.refresh();
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
