import type { ClientError } from "../errors/errors.ts";
import type { SessionEnds, SessionWatcher } from "./session-ends.ts";
import type { Session } from "./session.ts";
import { hasExpired } from "./sessions.ts";

/** The events of a source since it was last read. `done`: no events come after these. */
export type Reading<Event> = { events: Event[]; done: boolean };

/** A reader that is woken when there may be something to read. */
export type Subscriber = { wake(): void };

/** The source of a subscription's events, and the session that the subscription ends with. */
export type SubscriptionSource<Event> = {
  readonly session: Session;
  /** Wakes the subscriber whenever there may be something to read; returns a function that stops that. */
  listen(subscriber: Subscriber): () => void;
  read(): Reading<Event> | Promise<Reading<Event>>;
  /** The event that tells of the session's end, after which no more come. Without it the subscription rejects. */
  lastEvent?(error: ClientError): Event;
};

type Step<Event> = IteratorResult<Event, undefined>;

/**
 * A pull-based iterator over the events of a source, which is read again at each wake-up until it is done. Wake-ups while
 * the consumer is slow are remembered as one, so nothing piles up. Rejects with SESSION_EXPIRED when the session expires,
 * and with UNAUTHENTICATED when it is deleted before, unless the source has a last event for that. Listening begins with the first `next()`, and stops at once on
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
  /** Whether the events are the last one, which tells of the session's end. */
  private isLastEvent = false;
  /** Whether the session is past its end as it was known, so that nothing is passed on before it is told of a later one. */
  private isPastEnd = false;
  /** The session as its watchers share it. */
  private session: Session;
  private stopListening: (() => void) | null = null;
  /** The result of a call of `next()` that is pending, and the function that resolves it. */
  private call: Promise<Step<Event>> | null = null;
  private resolve: (step: Step<Event> | Promise<Step<Event>>) => void = () => {};
  /** Whether the call waits for a wake-up, not for a reading. */
  private isIdle = false;

  constructor(source: SubscriptionSource<Event>, sessionEnds: SessionEnds) {
    this.source = source;
    this.sessionEnds = sessionEnds;
    this.session = source.session;
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
    if (this.ended) return;
    this.isPastEnd = false;
    if (this.source.lastEvent) {
      this.isLastEvent = true;
      [this.events, this.at, this.isLast] = [[this.source.lastEvent(error)], 0, true];
    } else this.failure ??= error;
    this.goOn();
  }

  sessionMoved(): void {
    if (this.isPastEnd) this.goOn();
  }

  wake(): void {
    this.woken = true;
    this.goOn();
  }

  private goOn(): void {
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
        if (this.isPastEnd && hasExpired(this.session)) return void (this.isIdle = true);
        this.isPastEnd = false;
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
          const fail = (error: Error) => (this.isLastEvent ? this.advance() : this.fail(error));
          return void reading.then(take, fail);
        }
        this.take(reading);
      }
    } catch (error) {
      this.fail(error as Error);
    }
  }

  private listen() {
    const { source, sessionEnds } = this;
    this.session = sessionEnds.watch(source.session, this);
    this.stopListening = source.listen(this);
  }

  private take({ events, done }: Reading<Event>) {
    if (this.ended || this.isLastEvent) return;
    [this.events, this.at, this.isLast] = [events, 0, done];
    // The session's timer may be late: nothing is passed on after its end.
    if (!hasExpired(this.session)) return;
    this.isPastEnd = true;
    this.sessionEnds.reached(this.session);
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
    this.sessionEnds.unwatch(this.session, this);
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
