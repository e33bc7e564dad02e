import { createTurnstile } from "./turnstile.ts";

/** A computation that can be interrupted at each of its `yield`s. */
export type Steps<T> = Generator<void, T, void>;

export type TurnOptions = {
  /** When it is aborted, the run rejects with its reason after the turn under way. */
  signal?: AbortSignal;
  /** How long a turn lasts, in milliseconds, before the event loop may do other work. */
  turnMs?: number;
  now?: () => number;
  /** Resolves once the event loop has done other work. */
  yieldTurn?: () => Promise<unknown>;
};

export function runAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Shared by all: were each run to yield for itself alone, as many turns as there are runs would follow one another. */
const { enter, pass } = createTurnstile();

/** Ends a turn of work that is in turns by itself: resolves once the event loop has done other work. */
export const nextTurn = pass;

/**
 * Runs the steps to their end, and lets the event loop do other work every `turnMs`. Of all runs of the process one has a
 * turn in each round of the event loop. Owners (see `runFor`) take turns, whatever the number of their runs.
 */
export async function runInTurns<T>(steps: Steps<T>, options: TurnOptions = {}): Promise<T> {
  const { signal, turnMs = 10, now = () => performance.now(), yieldTurn } = options;
  const wait = yieldTurn ?? pass;
  if (!yieldTurn) await enter();
  signal?.throwIfAborted();
  for (let began = now(); ;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (now() - began < turnMs) continue;
    await wait();
    signal?.throwIfAborted();
    began = now();
  }
}
