import { Repeater } from "@repeaterjs/repeater";
import type { Bus } from "./bus.ts";
import { ClientError, sessionExpired } from "./errors.ts";
import type { Session } from "./sessions/session.ts";
import { hasExpired, type Sessions } from "./sessions/sessions.ts";

/** Node's timers count milliseconds in 32 bits. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/**
 * An iterator over what `read` returns, read again at each wake-up until it says that it is done. A wake-up while the
 * consumer is slow is remembered once, so nothing piles up. Ends with SESSION_EXPIRED when the session does, and with
 * UNAUTHENTICATED when it is deleted before. On `return()` the listening stops at once.
 */
export function follow<Event>(options: {
  session: Session;
  sessions: Sessions;
  bus: Bus;
  /** Calls `wake` whenever there may be something to read; returns what stops that. */
  listen: (wake: () => void) => () => void;
  read: () => Promise<{ events: Event[]; done: boolean }>;
}): AsyncIterableIterator<Event> {
  return new Repeater<Event>(async (push, stop) => {
    let stopped = false;
    let failure: Error | undefined;
    let woken = false;
    let resume = () => {};
    const wake = () => {
      woken = true;
      resume();
    };
    const fail = (error: Error) => {
      failure = error;
      wake();
    };
    void stop.then(() => {
      stopped = true;
      wake();
    });
    const { session, sessions, bus } = options;
    const expiry = setTimeout(
      () => fail(sessionExpired()),
      Math.min(session.expiresAt.getTime() - Date.now(), TIMER_MAX_MS),
    );
    const unlisten = [
      options.listen(wake),
      bus.listen(`session-ended:${session.id}`, () => {
        sessions.verify(session).catch((error: unknown) => error instanceof ClientError && fail(error));
      }),
    ];
    try {
      for (;;) {
        woken = false;
        const { events, done } = await options.read();
        // The timer may be late, and what ends with the session is no news for its readers.
        if (hasExpired(session)) fail(sessionExpired());
        for (const event of events) {
          if (failure) throw failure;
          if (stopped) return;
          await push(event);
        }
        if (failure) throw failure;
        if (done || stopped) return;
        if (!woken) await new Promise<void>((resolve) => (resume = resolve));
      }
    } finally {
      clearTimeout(expiry);
      unlisten.forEach((end) => end());
      stop();
    }
  });
}
