import type { ClientError } from "../errors/errors.ts";
import { sessionExpired } from "../errors/errors.ts";
import type { SessionEnds, SessionWatcher } from "./session-ends.ts";
import type { Session } from "./session.ts";
import { hasExpired } from "./sessions.ts";

export type Read<Event> = { events: Event[]; done: boolean };

/** Who is told that there may be something to read. */
export type Reader = { wake(): void };

/** What is followed, in the session that ends it. */
export type Source<Event> = {
  session: Session;
  /** Wakes the reader whenever there may be something to read; returns what stops that. */
  listen(reader: Reader): () => void;
  read(): Read<Event> | Promise<Read<Event>>;
};

type Step<Event> = IteratorResult<Event, undefined>;

/**
 * An iterator over what the source reads, read again at each wake-up until it says that it is done. A wake-up while the
 * consumer is slow is remembered once, so nothing piles up. Ends with SESSION_EXPIRED when the session does, and with
 * UNAUTHENTICATED when it is deleted before. Listening begins with the first `next()`, and stops at once on `return()`.
 */
export function follow<Event>(
  source: Source<Event>,
  { sessionEnds }: { sessionEnds: SessionEnds },
): AsyncIterableIterator<Event, undefined> {
  return new Follower(source, sessionEnds);
}

/**
 * Written by hand, for every token passes here, and thousands wait for hours: an async generator would not end while it
 * waits, a queue of promises costs several times as much, and an async function keeps its frame.
 */
class Follower<Event> implements AsyncIterableIterator<Event, undefined>, Reader, SessionWatcher {
  private readonly source: Source<Event>;
  private readonly sessionEnds: SessionEnds;
  private events: Event[] = [];
  private at = 0;
  private isLast = false;
  private woken = true;
  private ended = false;
  private failure: Error | null = null;
  private stopListening: (() => void) | null = null;
  /** A call of `next()` that is not answered yet, and what answers it. */
  private call: Promise<Step<Event>> | null = null;
  private resolve: (step: Step<Event> | Promise<Step<Event>>) => void = () => {};
  /** Whether the call waits for a wake-up, not for a reading. */
  private isIdle = false;

  constructor(source: Source<Event>, sessionEnds: SessionEnds) {
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
    // Together with what else comes in this turn.
    queueMicrotask(() => this.advance());
  }

  /** Answers the call, now or after a reading, or leaves it to wait for a wake-up. */
  private advance(): void {
    try {
      for (;;) {
        if (this.ended) return this.answer(END);
        if (!this.stopListening) this.listen();
        if (this.failure) throw this.failure;
        if (this.at < this.events.length) return this.answer({ done: false, value: this.events[this.at++]! });
        if (this.isLast) return this.end();
        // Not kept for as long as nothing comes.
        this.events = NOTHING;
        if (!this.woken) return void (this.isIdle = true);
        this.woken = false;
        const reading = this.source.read();
        if (reading instanceof Promise) {
          const take = (read: Read<Event>) => {
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

  private take(read: Read<Event>) {
    if (this.ended) return;
    [this.events, this.at, this.isLast] = [read.events, 0, read.done];
    // The timer may be late, and what ends with the session is no news for its readers.
    if (hasExpired(this.source.session)) this.failure ??= sessionExpired();
  }

  private answer(step: Step<Event> | Promise<Step<Event>>) {
    this.call = null;
    this.resolve(step);
  }

  private fail(error: Error) {
    // How reading fails matters to no one who has left.
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

/** So that a call keeps one function, not two, for as long as it waits. */
async function rejected(error: Error): Promise<never> {
  throw error;
}

const END = { done: true, value: undefined } as const;
const NOTHING: never[] = [];
