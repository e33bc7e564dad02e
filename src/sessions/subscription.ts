import type { ClientError } from "../errors/errors.ts";
import { sessionExpired } from "../errors/errors.ts";
import type { SessionEnds, SessionWatcher } from "./session-ends.ts";
import type { Session } from "./session.ts";
import { hasExpired } from "./sessions.ts";

/** The events of a source since it was last read. `done`: no events come after these. */
export type Reading<Event> = { events: Event[]; done: boolean };

/** A reader that is woken when there may be something to read. */
export type Subscriber = { wake(): void };

/** The source of a subscription's events, and the session that the subscription ends with. */
export type SubscriptionSource<Event> = {
  session: Session;
  /** Wakes the subscriber whenever there may be something to read; returns a function that stops that. */
  listen(subscriber: Subscriber): () => void;
  read(): Reading<Event> | Promise<Reading<Event>>;
};

type Step<Event> = IteratorResult<Event, undefined>;

/**
 * A pull-based iterator over the events of a source, which is read again at each wake-up until it is done. Wake-ups while
 * the consumer is slow are remembered as one, so nothing piles up. Rejects with SESSION_EXPIRED when the session expires,
 * and with UNAUTHENTICATED when it is deleted before. Listening begins with the first `next()`, and stops at once on
 * `return()`.
 *
 * Written by hand, since every token passes here and thousands of subscriptions wait for hours: an async generator cannot be
 * ended while it waits, a queue of promises costs several times as much, and an async function keeps its frame.
 */
export class Subscription<Event>
  implements AsyncIterableIterator<Event, undefined>, Subscriber, SessionWatcher
{
  private readonly source: SubscriptionSource<Event>;
  private readonly sessionEnds: SessionEnds;
  private events: Event[] = [];
  private at = 0;
  private isLast = false;
  private woken = true;
  private ended = false;
  private failure: Error | null = null;
  private stopListening: (() => void) | null = null;
  /** The result of a call of `next()` that is pending, and the function that resolves it. */
  private call: Promise<Step<Event>> | null = null;
  private resolve: (step: Step<Event> | Promise<Step<Event>>) => void = () => {};
  /** Whether the call waits for a wake-up, not for a reading. */
  private isIdle = false;

  constructor(source: SubscriptionSource<Event>, sessionEnds: SessionEnds) {
    this.source = source;
    this.sessionEnds = sessionEnds;
  }

  next(): Promise<Step<Event>> {
    if (this.call) {
      const again = () => this.next();
      return this.call.then(again, again);
    }
    const call = new Promise<Step<Event>>((resolve) => (this.resolve = resolve));
    this.call = call;
    this.advance();
    return call;
  }

  async return(): Promise<Step<Event>> {
    this.end();
    return END;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  sessionEnded(error: ClientError): void {
    this.failure ??= error;
    this.wake();
  }

  wake(): void {
    this.woken = true;
    if (!this.isIdle) return;
    this.isIdle = false;
    // A microtask gathers what else comes in this turn.
    queueMicrotask(() => this.advance());
  }

  /** Resolves the pending call, now or after a reading, or leaves it to wait for a wake-up. */
  private advance(): void {
    try {
      for (;;) {
        if (this.ended) return this.answer(END);
        if (!this.stopListening) this.listen();
        if (this.failure) throw this.failure;
        if (this.at < this.events.length) return this.answer({ done: false, value: this.events[this.at++]! });
        if (this.isLast) return this.end();
        // Frees the events that were passed on, since the next may be long in coming.
        this.events = NOTHING;
        if (!this.woken) return void (this.isIdle = true);
        this.woken = false;
        const reading = this.source.read();
        if (reading instanceof Promise) {
          const take = (read: Reading<Event>) => {
            this.take(read);
            this.advance();
          };
          return void reading.then(take, (error: Error) => this.fail(error));
        }
        this.take(reading);
      }
    } catch (error) {
      this.fail(error as Error);
    }
  }

  private listen() {
    const { source, sessionEnds } = this;
    sessionEnds.watch(source.session, this);
    this.stopListening = source.listen(this);
  }

  private take({ events, done }: Reading<Event>) {
    if (this.ended) return;
    [this.events, this.at, this.isLast] = [events, 0, done];
    // The session's timer may be late: nothing is passed on after its end.
    if (hasExpired(this.source.session)) this.failure ??= sessionExpired();
  }

  private answer(step: Step<Event> | Promise<Step<Event>>) {
    this.call = null;
    this.resolve(step);
  }

  private fail(error: Error) {
    // Nobody waits for a reading that fails after the subscriber has left.
    if (this.ended) return;
    this.answer(rejected(error));
    this.end();
  }

  private end() {
    if (this.ended) return;
    this.ended = true;
    this.events = NOTHING;
    this.sessionEnds.unwatch(this.source.session, this);
    this.stopListening?.();
    this.stopListening = null;
    this.answer(END);
  }
}

/** Rejects through `resolve`, so that a pending call keeps one function, not two. */
async function rejected(error: Error): Promise<never> {
  throw error;
}

const END = { done: true, value: undefined } as const;
const NOTHING: never[] = [];
