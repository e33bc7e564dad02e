import { atTime } from "./timer.ts";
import type { Bus } from "./bus.ts";
import { sessionExpired } from "./errors.ts";
import type { Session } from "./sessions/session.ts";
import { hasExpired, type Sessions } from "./sessions/sessions.ts";
import { whenDeleted } from "./sessions/when-deleted.ts";

export type Read<Event> = { events: Event[]; done: boolean };

/**
 * An iterator over what `read` returns, read again at each wake-up until it says that it is done. A wake-up while the
 * consumer is slow is remembered once, so nothing piles up. Ends with SESSION_EXPIRED when the session does, and with
 * UNAUTHENTICATED when it is deleted before. Listening begins with the first `next()`, and stops at once on `return()`.
 *
 * Written by hand, for every token passes here: an async generator would not end while it waits, and a queue of promises
 * costs several times as much.
 */
export function follow<Event>(options: {
  session: Session;
  sessions: Sessions;
  bus: Bus;
  /** Calls `wake` whenever there may be something to read; returns what stops that. */
  listen: (wake: () => void) => () => void;
  read: () => Read<Event> | Promise<Read<Event>>;
}): AsyncIterableIterator<Event> {
  const { session, sessions, bus } = options;
  let events: Event[] = [];
  let at = 0;
  let isLast = false;
  let woken = true;
  let failure: Error | undefined;
  let ended = false;
  let resume = () => {};
  let stopListening: (() => void) | undefined;
  /** Calls of `next()` are answered one after the other. */
  let pulling = 0;
  let last: Promise<IteratorResult<Event, undefined>> | undefined;

  const wake = () => {
    woken = true;
    resume();
  };
  const fail = (error: Error) => {
    failure ??= error;
    wake();
  };

  function listen() {
    const unlisten = [
      atTime(session.expiresAt.getTime(), () => fail(sessionExpired())),
      options.listen(wake),
      whenDeleted(session, { sessions, bus }, fail),
    ];
    return () => unlisten.forEach((stop) => stop());
  }

  function end() {
    ended = true;
    events = [];
    stopListening?.();
    stopListening = undefined;
    resume();
  }

  async function pull(): Promise<IteratorResult<Event, undefined>> {
    try {
      for (;;) {
        if (ended) return { done: true, value: undefined };
        stopListening ??= listen();
        if (failure) throw failure;
        if (at < events.length) return { done: false, value: events[at++]! };
        if (isLast) break;
        if (!woken) {
          await new Promise<void>((resolve) => (resume = resolve));
          continue;
        }
        woken = false;
        const reading = options.read();
        const read = reading instanceof Promise ? await reading : reading;
        if (!ended) [events, at, isLast] = [read.events, 0, read.done];
        // The timer may be late, and what ends with the session is no news for its readers.
        if (hasExpired(session)) fail(sessionExpired());
      }
      end();
      return { done: true, value: undefined };
    } catch (error) {
      // How reading fails matters to no one any more.
      if (ended) return { done: true, value: undefined };
      end();
      throw error;
    } finally {
      pulling--;
    }
  }

  return {
    next() {
      last = pulling++ === 0 || !last ? pull() : last.then(pull, pull);
      return last;
    },
    async return() {
      end();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
