import { createFairQueue } from "./concurrency/fair-queue.ts";
import { currentOwner } from "./owner.ts";
import { nextRound } from "./rounds.ts";

/** Lets one through in each round of the event loop. Owners (see `runFor`) take turns, whatever the number of their works. */
export function createTurnstile(inNextRound: (callback: () => void) => void = nextRound) {
  const turns = createFairQueue<() => void>();
  let waiting = 0;
  /** Whether somebody has passed in this round. */
  let isTaken = false;

  function take() {
    isTaken = true;
    inNextRound(() => {
      isTaken = false;
      const go = turns.take();
      if (!go) return;
      waiting -= 1;
      take();
      go();
    });
  }

  /** Resolves in a later round, once those of its owner who waited before have had theirs. */
  function pass(): Promise<void> {
    return new Promise((resolve) => {
      waiting += 1;
      turns.add(currentOwner() ?? "", resolve);
      if (!isTaken) take();
    });
  }

  return {
    pass,
    /** Resolves at once where nobody has passed in this round, or waits to. */
    async enter(): Promise<void> {
      if (isTaken || waiting > 0) return pass();
      take();
    },
  };
}
