/** Lets one through in each round of the event loop. */
export function createTurnstile(nextRound: (callback: () => void) => void = setImmediate) {
  const waiting: (() => void)[] = [];
  /** Whether somebody has passed in this round. */
  let isTaken = false;

  function take() {
    isTaken = true;
    nextRound(() => {
      isTaken = false;
      waiting.shift()?.();
      if (waiting.length > 0 && !isTaken) take();
    });
  }

  /** Resolves in a later round, once all who waited before have had theirs. */
  function pass(): Promise<void> {
    return new Promise((resolve) => {
      waiting.push(() => {
        take();
        resolve();
      });
      if (!isTaken) take();
    });
  }

  return {
    pass,
    /** Resolves at once where nobody has passed in this round, or waits to. */
    async enter(): Promise<void> {
      if (isTaken || waiting.length > 0) return pass();
      take();
    },
  };
}
