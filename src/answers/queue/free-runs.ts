/** The runs of this process that are free: at most `maxRunning` answers are written at a time. */
export function createFreeRuns(maxRunning: number) {
  let taken = 0;
  return {
    count: (): number => Math.max(0, maxRunning - taken),
    /** Takes free runs, and returns a function that gives them back, to be called once. */
    take(count = 1): () => void {
      taken += count;
      return () => void (taken -= count);
    },
  };
}

export type FreeRuns = ReturnType<typeof createFreeRuns>;
