import { setImmediate as yieldToOthers } from "node:timers/promises";

/** A computation that can be interrupted at each of its `yield`s. */
export type Steps<T> = Generator<void, T, void>;

export type TurnOptions = {
  /** Rejects with its reason between two turns. */
  signal?: AbortSignal;
  /** How long a turn lasts, in milliseconds, before others may run. */
  turnMs?: number;
  now?: () => number;
  /** Resolves once others have run. */
  yieldTurn?: () => Promise<unknown>;
};

export function runAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Lets the event loop turn whenever the steps have run for so long, so that they hold nothing else up. */
export async function runInTurns<T>(steps: Steps<T>, options: TurnOptions = {}): Promise<T> {
  const { signal, turnMs = 10, now = () => performance.now(), yieldTurn = yieldToOthers } = options;
  for (let began = now(); ;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (now() - began < turnMs) continue;
    await yieldTurn();
    signal?.throwIfAborted();
    began = now();
  }
}
